package dev.fetchfold.kit.reference;

import dev.fetchfold.Body;
import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Progress;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.url.Origin;
import dev.fetchfold.url.Url;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@link Policy}, and what becomes of its decisions where a rule that it keeps is broken. */
final class Choices {
  private final FetcherConfig config;
  private final Policy policy;
  private final Faults faults;

  Choices(FetcherConfig config, Faults faults) {
    this.config = config;
    this.policy = new Policy(config);
    this.faults = faults;
  }

  Decision begin(long index, Target target, Moment moment) {
    return checked(policy.begin(index, asked(target), moment));
  }

  Decision decide(Attempt attempt, Reply reply, Moment moment) {
    return checked(changed(attempt, policy.decide(asked(attempt), heard(reply), moment)));
  }

  Decision expire(Attempt next, Moment moment) {
    return checked(policy.expire(next, moment));
  }

  /** What a transport says whose queue is full. */
  static Decision refused(Attempt next) {
    Meta meta =
        Meta.builder(next.index(), next.target())
            .attempts(next.number() - 1)
            .onWire(next.onWire())
            .uri(next.url().toUri())
            .build();
    return new Decision.Deliver(Failure.builder(meta, Reason.CONNECT, "too many wait").build());
  }

  private Target asked(Target target) {
    return faults.has(Fault.OWN_CAP_IS_IGNORED) && target.maxBodyBytes().isPresent() // BODY-06
        ? target.maxBodyBytes(config.maxBodyBytes())
        : target;
  }

  private Attempt asked(Attempt attempt) {
    if (faults.has(Fault.REDIRECT_NEEDS_ITS_BODY)) { // REDIRECT-01
      return attempt.progress(new Progress());
    }
    if (faults.has(Fault.POST_IS_RETRIED) && attempt.method().equals("POST")) {
      return attempt.method("PUT");
    }
    if (faults.has(Fault.HTTPS_LEADS_TO_HTTP) && attempt.origin().secure()) {
      Origin origin = attempt.origin();
      Origin plain = new Origin("http", origin.host(), origin.port());
      Url url = new Url(plain, attempt.url().path(), attempt.url().fragment());
      return attempt.url(url);
    }
    return attempt;
  }

  private Reply heard(Reply reply) {
    return switch (reply) {
      case Reply.Received received -> received(received);
      case Reply.Fault fault -> fault(fault);
      case Reply.TimedOut late -> late;
    };
  }

  private Reply received(Reply.Received reply) {
    if (faults.has(Fault.RETRY_AFTER_IS_IGNORED)) { // RETRY-04
      return new Reply.Received(
          reply.status(), without(reply.headers(), "Retry-After"), reply.body());
    }
    if (faults.has(Fault.RETRY_AFTER_HAS_NO_FRACTION)
        && reply.headers().first("Retry-After").orElse("").contains(".")) { // RETRY-04
      return new Reply.Received(
          reply.status(), without(reply.headers(), "Retry-After"), reply.body());
    }
    if (faults.has(Fault.TEXT_IS_LATIN) && reply.body().isKept()) { // BODY-05
      Body latin = Body.of(reply.body().bytes(), StandardCharsets.ISO_8859_1);
      return new Reply.Received(reply.status(), reply.headers(), latin);
    }
    return reply;
  }

  private static Headers without(Headers headers, String name) {
    return Headers.of(
        headers.fields().stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  private Reply fault(Reply.Fault fault) {
    if (faults.has(Fault.REFUSED_IS_DISCONNECTED) && fault.reason() == Reason.CONNECT) { // OUT-03
      return new Reply.Fault(Reason.DISCONNECTED, fault.detail(), fault.cause());
    }
    if (faults.has(Fault.UNKNOWN_HOSTS_ARE_ALL_ALIKE)
        && fault.cause() instanceof HostResolver.TemporaryFailure cause) { // RETRY-02
      return WireFaults.unresolved(new UnknownHostException(cause.getMessage()));
    }
    if (faults.has(Fault.UNKNOWN_HOSTS_ARE_RETRIED) && fault.reason() == Reason.UNKNOWN_HOST) {
      return WireFaults.unresolved(new HostResolver.TemporaryFailure("perhaps")); // RETRY-02
    }
    if (faults.has(Fault.CAUSE_IS_LOST)) { // OUT-03
      return new Reply.Fault(fault.reason(), fault.detail(), null);
    }
    return fault;
  }

  private Decision changed(Attempt attempt, Decision decision) {
    return switch (decision) {
      case Decision.Send send -> new Decision.Send(next(attempt, send.next()), send.delay());
      case Decision.Deliver deliver -> new Decision.Deliver(last(attempt, deliver.outcome()));
    };
  }

  private Attempt next(Attempt before, Attempt next) {
    boolean again = next.hops().size() == before.hops().size();
    if (faults.has(Fault.POST_IS_RETRIED) && again) { // RETRY-02
      return next.method(before.method());
    }
    if (faults.has(Fault.POST_SURVIVES_SEE_OTHER) && !again) { // REDIRECT-01
      return next.method(before.method());
    }
    if (faults.has(Fault.FRAGMENT_IS_LOST) && !again) { // REDIRECT-01
      Url url = new Url(next.origin(), next.url().path(), Optional.empty());
      return next.url(url);
    }
    if (faults.has(Fault.HEADERS_GO_ELSEWHERE)) { // REDIRECT-03
      return next.headers(before.headers());
    }
    if (faults.has(Fault.RETRY_BEGINS_ANEW) && again) { // RETRY-01
      return next.url(first(next));
    }
    return next;
  }

  private static Url first(Attempt next) {
    try {
      return dev.fetchfold.url.Urls.parse(next.target().url());
    } catch (dev.fetchfold.url.Urls.Unusable e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome last(Attempt attempt, Outcome outcome) {
    return switch (outcome) {
      case Response response -> last(attempt, response);
      case Failure failure -> {
        if (faults.has(Fault.URL_IS_IN_THE_DETAIL)) { // SEC-04
          yield failure.toBuilder().detail(failure.detail() + " " + attempt.target().url()).build();
        }
        if (faults.has(Fault.ATTEMPT_LIMIT_IS_NAMED) // TIME-05
            && failure.reason() == Reason.DEADLINE) {
          yield failure.toBuilder().reason(Reason.TIMEOUT).cause(null).build();
        }
        if (faults.has(Fault.LIBRARY_SPEAKS)) { // OUT-03
          String detail = failure.cause() == null ? "" : failure.cause().toString();
          yield failure.toBuilder().detail(detail).build();
        }
        if (faults.has(Fault.HEAD_IS_LOST)) { // OUT-06
          yield Failure.builder(failure.meta(), failure.reason(), failure.detail())
              .cause(failure.cause())
              .build();
        }
        yield failure;
      }
    };
  }

  private Outcome last(Attempt attempt, Response response) {
    Meta meta = response.meta();
    if (faults.has(Fault.NOT_FOUND_IS_A_FAILURE) && response.status() == 404) { // OUT-02
      return Failure.builder(meta, Reason.PROTOCOL, "the server has not found it").build();
    }
    if (faults.has(Fault.EXHAUSTED_IS_A_FAILURE) && attempt.tries() > 1) { // RETRY-05
      return Failure.builder(meta, Reason.DISCONNECTED, "the retries are exhausted").build();
    }
    return response;
  }

  private Decision checked(Decision decision) {
    if (!(decision instanceof Decision.Deliver deliver)) {
      return decision;
    }
    Outcome outcome = deliver.outcome();
    Meta meta = outcome.meta();
    Meta.Builder changed = meta.toBuilder();
    if (faults.has(Fault.RETRIES_ARE_NOT_COUNTED) && meta.attempts() > 1) { // OUT-06
      changed.attempts(1);
    }
    if (faults.has(Fault.TAG_IS_LOST)) { // FOLD-05
      changed.target(Target.of(meta.target().url()));
    }
    if (faults.has(Fault.FAILURE_NAMES_ITS_TARGET) && meta.uri().isPresent()) { // OUT-06
      changed.uri(URI.create(meta.target().url()));
    }
    return new Decision.Deliver(with(outcome, changed.build()));
  }

  private static Outcome with(Outcome outcome, Meta meta) {
    return switch (outcome) {
      case Response response -> response.toBuilder().meta(meta).build();
      case Failure failure -> failure.toBuilder().meta(meta).build();
    };
  }
}
