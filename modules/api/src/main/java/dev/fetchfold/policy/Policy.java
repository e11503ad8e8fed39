package dev.fetchfold.policy;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;

/**
 * What to do next for one target: the whole of retries, redirects, headers and reasons. Pure and
 * thread-safe; randomness comes from the configuration.
 */
public final class Policy {
  private final FetcherConfig config;

  /**
   * The policy of a fetcher.
   *
   * @param config its configuration
   */
  public Policy(FetcherConfig config) {
    this.config = config;
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
    throw new UnsupportedOperationException(config.toString());
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
    throw new UnsupportedOperationException(config.toString());
  }

  /**
   * The outcome of a target whose time ended while it waited for a permit or a retry, so that
   * {@code next} was not sent: DEADLINE or TIMEOUT, as {@code moment.nearest()} says.
   *
   * @param next what would have been sent
   * @param moment now; its {@code onWire} is zero
   * @return the outcome
   */
  public Decision.Deliver expire(Attempt next, Moment moment) {
    throw new UnsupportedOperationException(config.toString());
  }
}
