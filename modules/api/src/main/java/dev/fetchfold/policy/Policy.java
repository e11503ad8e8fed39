package dev.fetchfold.policy;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do next for one target: the whole of retries, redirects, headers and reasons. Pure and
 * thread-safe; randomness comes from the configuration.
 *
 * <p>Where a reply could be retried but the delay would outlast what is left of the target or the
 * batch, the reply is the outcome at once (RETRY-04). A fault is no reply: its retry is waited for,
 * and the limit that ends the wait gives the reason (TIME-03, TIME-04).
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
    Meta none = new Meta(index, target, 0, moment.elapsed(), Duration.ZERO);
    if (moment.left().isZero()) {
      return late(none, moment.nearest());
    }
    try {
      return new Send(first(index, target, Urls.parse(target.url())), target.after());
    } catch (Urls.Unusable e) {
      return failed(none, Reason.INVALID_TARGET, String.valueOf(e.getMessage()), null);
    }
  }

  /**
   * The next step after an attempt.
   *
   * @param attempt what was sent
   * @param reply what came of it; its attempt is over and its permits are given back
   * @param moment now
   * @return a retry, a redirect hop, or the outcome
   */
  public Decision decide(Attempt attempt, Reply reply, Moment moment) {
    return switch (reply) {
      case Received received -> afterReply(attempt, received, moment);
      case Fault fault -> afterFault(attempt, fault, moment);
      case TimedOut timedOut -> afterTimeout(attempt, timedOut.limit(), moment);
    };
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
    int sent = next.number() - 1;
    Meta meta = new Meta(next.index(), next.target(), sent, moment.elapsed(), next.onWire());
    return late(meta, moment.nearest());
  }

  private Attempt first(long index, Target target, Url url) {
    Headers headers = Fields.identified(target.headers(), agent);
    boolean decode = Fields.isCodingOurs(target.headers());
    return new Attempt(
        index,
        target,
        1,
        1,
        url,
        target.method(),
        decode ? Fields.askingForGzip(headers) : headers,
        target.body(),
        decode,
        List.of(),
        Duration.ZERO,
        false);
  }

  private Decision afterReply(Attempt attempt, Received reply, Moment moment) {
    if (retries.allows(attempt, reply)) {
      Optional<Duration> delay = retries.delay(attempt, reply, moment);
      if (delay.isPresent()) {
        return new Send(Retries.again(attempt, reply, moment), delay.get());
      }
    }
    if (config.redirects() instanceof RedirectPolicy.Follow follow && Redirects.isRedirect(reply)) {
      return redirected(attempt, reply, moment, follow);
    }
    return new Deliver(
        new Response(
            meta(attempt, moment),
            attempt.url().toUri(),
            reply.status(),
            reply.headers(),
            reply.body()));
  }

  private Decision afterFault(Attempt attempt, Fault fault, Moment moment) {
    if (!retries.allows(attempt, fault)) {
      return failed(meta(attempt, moment), fault.reason(), fault.detail(), fault.cause());
    }
    return orExpired(Retries.again(attempt, fault, moment), retries.delay(attempt), moment);
  }

  private Decision afterTimeout(Attempt attempt, Limit limit, Moment moment) {
    return limit == Limit.ATTEMPT
        ? afterFault(attempt, new Fault(Reason.TIMEOUT, attemptTimeout(attempt), null), moment)
        : late(meta(attempt, moment), limit);
  }

  private Decision redirected(
      Attempt attempt, Received reply, Moment moment, RedirectPolicy.Follow follow) {
    try {
      Attempt hop = Redirects.next(attempt, reply, moment, follow.maxRedirects());
      return orExpired(hop, Duration.ZERO, moment);
    } catch (Urls.Unusable e) {
      String detail = String.valueOf(e.getMessage());
      return failed(meta(attempt, moment), Reason.REDIRECT, detail, null);
    }
  }

  /** No attempt starts when nothing is left (TIME-05). */
  private Decision orExpired(Attempt next, Duration delay, Moment moment) {
    return moment.left().isZero() ? expire(next, moment) : new Send(next, delay);
  }

  private static Meta meta(Attempt attempt, Moment moment) {
    return new Meta(
        attempt.index(),
        attempt.target(),
        attempt.number(),
        moment.elapsed(),
        attempt.onWire().plus(moment.onWire()));
  }

  private static Deliver late(Meta meta, Limit limit) {
    return limit == Limit.BATCH
        ? failed(meta, Reason.DEADLINE, "the deadline of the batch came first", null)
        : failed(meta, Reason.TIMEOUT, targetTimeout(meta.target()), null);
  }

  private static Deliver failed(
      Meta meta, Reason reason, String detail, @Nullable Throwable cause) {
    return new Deliver(new Failure(meta, reason, detail, cause));
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
