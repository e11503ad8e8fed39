package dev.fetchfold.policy;

import dev.fetchfold.Body;
import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Meta;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Decision.Deliver;
import dev.fetchfold.policy.Decision.Send;
import dev.fetchfold.policy.Reply.Fault;
import dev.fetchfold.policy.Reply.Received;
import dev.fetchfold.policy.Reply.TimedOut;
import dev.fetchfold.url.Url;
import dev.fetchfold.url.Urls;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What to do next for one target: the whole of retries, redirects, headers and reasons. Pure and
 * thread-safe; randomness comes from the configuration.
 *
 * <p>Where a reply could be retried but the delay would outlast what is left of the target or the
 * batch, the reply is the outcome at once (RETRY-04). A fault is no reply: its retry is waited for,
 * and the limit that ends the wait gives the reason (TIME-03, TIME-04).
 *
 * <p>Where an attempt ended with a fault or a timeout, its {@link Progress} says what had come of
 * its reply: a failure keeps it, and a redirect whose Location had come is followed.
 */
public final class Policy {
  private final FetcherConfig config;
  private final Retries retries;

  /** Read from a file when the fetcher is opened: {@link #begin} may be where nothing may block. */
  private final Headers.Field agent = Agent.FIELD;

  /**
   * The policy of a fetcher.
   *
   * @param config its configuration
   */
  public Policy(FetcherConfig config) {
    this.config = config;
    this.retries = new Retries(config.retry());
  }

  /**
   * The first step for a target that has just been taken.
   *
   * @param index its position in the source
   * @param target the target
   * @param moment now
   * @return its first attempt, with the target's delay; or a failure: DEADLINE if nothing is left
   *     of the batch (TIME-04), INVALID_TARGET if it cannot be requested (BATCH-05)
   */
  public Decision begin(long index, Target target, Moment moment) {
    try {
      Attempt first = first(index, target, Urls.parse(target.url()));
      return moment.left().isZero() ? expire(first, moment) : new Send(first, target.after());
    } catch (Urls.Unusable e) {
      Meta none = Meta.builder(index, target).elapsed(moment.elapsed()).build();
      Fault fault = new Fault(Reason.INVALID_TARGET, String.valueOf(e.getMessage()), null);
      return moment.left().isZero()
          ? late(none, moment.nearest(), Optional.empty())
          : failed(none, fault, Optional.empty());
    }
  }

  /**
   * The next step after an attempt. Where nothing is left of the target or the batch, the target is
   * late, whatever has come, and be the timers late, too: what counts is when it is settled
   * (TIME-03, TIME-04). Whether an attempt was in time is for {@link Limits.Allowance#judge} to
   * say.
   *
   * @param attempt what was sent
   * @param reply what came of it; its attempt is over and its permits are given back
   * @param moment now
   * @return a retry, a redirect hop, or the outcome
   */
  public Decision decide(Attempt attempt, Reply reply, Moment moment) {
    if (moment.left().isZero()) { // TIME-03, TIME-05
      return late(meta(attempt, moment), moment.nearest(), attempt.progress().head());
    }
    return switch (reply) {
      case Received received -> afterReply(attempt, received, moment);
      case Fault fault ->
          cutShort(attempt)
              .map(redirect -> afterReply(attempt, redirect, moment))
              .orElseGet(() -> afterFault(attempt, fault, moment));
      case TimedOut timedOut -> afterTimeout(attempt, timedOut.limit(), moment);
    };
  }

  /**
   * Whether a reply only says where to go next, so that its body is nobody's (REDIRECT-01).
   *
   * @param config the fetcher's configuration
   * @param head the head of the reply
   * @return true for a redirect with a Location, where redirects are followed
   */
  public static boolean isRedirect(FetcherConfig config, Head head) {
    return config.redirects() instanceof RedirectPolicy.Follow
        && Redirects.isRedirect(head.status(), head.headers());
  }

  /**
   * The cap on the decoded body of a target, on whichever hop it comes.
   *
   * @param config the fetcher's configuration
   * @param target the target
   * @return bytes: the target's own, else the configuration's
   */
  public static long maxBodyBytes(FetcherConfig config, Target target) {
    return target.maxBodyBytes().orElse(config.maxBodyBytes()); // BODY-06
  }

  /** A redirect that ended within its body: what it says was whole before. */
  private Optional<Received> cutShort(Attempt attempt) {
    return attempt
        .progress()
        .head()
        .filter(head -> isRedirect(config, head)) // REDIRECT-01
        .map(head -> new Received(head.status(), head.headers(), Body.empty()));
  }

  /**
   * The outcome of a target whose time ended while it waited for a permit or a retry, so that
   * {@code next} was not sent: DEADLINE or TIMEOUT, as {@code moment.nearest()} says.
   *
   * @param next what would have been sent
   * @param moment now; its {@code onWire} is zero
   * @return the outcome
   */
  public Deliver expire(Attempt next, Moment moment) {
    Meta meta = meta(next, next.number() - 1, moment, next.url().toUri());
    return late(meta, moment.nearest(), Optional.empty());
  }

  private Attempt first(long index, Target target, Url url) {
    Attempt first = Attempt.first(index, target, url);
    Headers headers = Fields.identified(target.headers(), agent);
    return first.headers(first.decode() ? Fields.askingForGzip(headers) : headers);
  }

  private Decision afterReply(Attempt attempt, Received reply, Moment moment) {
    if (retries.allows(attempt, reply)) {
      Optional<Duration> delay = retries.delay(attempt, reply, moment);
      if (delay.isPresent()) {
        return new Send(Retries.again(attempt, reply, moment), delay.get());
      }
    }
    if (config.redirects() instanceof RedirectPolicy.Follow follow
        && Redirects.isRedirect(reply.status(), reply.headers())) {
      return redirected(attempt, reply, moment, follow);
    }
    URI uri = attempt.url().toUri();
    return new Deliver(
        Response.builder(meta(attempt, attempt.number(), moment, uri), uri, reply.status())
            .headers(reply.headers())
            .body(reply.body())
            .build());
  }

  private Decision afterFault(Attempt attempt, Fault fault, Moment moment) {
    if (!retries.allows(attempt, fault)) {
      return failed(attempt, fault, moment);
    }
    return new Send(Retries.again(attempt, fault, moment), retries.delay(attempt));
  }

  private Decision afterTimeout(Attempt attempt, Limit limit, Moment moment) {
    return limit == Limit.ATTEMPT
        ? decide(attempt, new Fault(Reason.TIMEOUT, attemptTimeout(attempt), null), moment)
        : late(meta(attempt, moment), limit, attempt.progress().head());
  }

  private Decision redirected(
      Attempt attempt, Received reply, Moment moment, RedirectPolicy.Follow follow) {
    try {
      Attempt hop = Redirects.next(attempt, reply, moment, follow.maxRedirects());
      return new Send(hop, Duration.ZERO);
    } catch (Urls.Unusable e) {
      Fault fault = new Fault(Reason.REDIRECT, String.valueOf(e.getMessage()), null);
      return failed(attempt, fault, moment);
    }
  }

  private static Meta meta(Attempt attempt, Moment moment) {
    return meta(attempt, attempt.number(), moment, attempt.url().toUri());
  }

  private static Meta meta(Attempt attempt, int attempts, Moment moment, URI uri) {
    return Meta.builder(attempt.index(), attempt.target())
        .attempts(attempts)
        .elapsed(moment.elapsed())
        .onWire(attempt.onWire().plus(moment.onWire()))
        .uri(uri) // OUT-06
        .build();
  }

  private static Deliver late(Meta meta, Limit limit, Optional<Head> head) {
    Fault fault =
        limit == Limit.BATCH
            ? new Fault(Reason.DEADLINE, "the deadline of the batch came first", null)
            : new Fault(Reason.TIMEOUT, targetTimeout(meta.target()), null);
    return failed(meta, fault, head);
  }

  private static Deliver failed(Attempt attempt, Fault fault, Moment moment) {
    return failed(meta(attempt, moment), fault, attempt.progress().head());
  }

  private static Deliver failed(Meta meta, Fault fault, Optional<Head> head) {
    Failure.Builder failure =
        Failure.builder(meta, fault.reason(), fault.detail()).cause(fault.cause());
    head.ifPresent(failure::head);
    return new Deliver(failure.build());
  }

  private static String targetTimeout(Target target) {
    return "the target was not settled within its limit"
        + target.within().map(limit -> " of " + limit).orElse("");
  }

  private String attemptTimeout(Attempt attempt) {
    Duration timeout = attempt.target().attemptTimeout().orElse(config.attemptTimeout());
    return "there was no whole reply within the attempt timeout of " + timeout;
  }
}
