package dev.fetchfold.policy;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import java.time.Duration;
import java.time.Instant;

/**
 * What ends the waiting for one target: an instant for its own limit, one for the batch's deadline,
 * both of {@link System#nanoTime()}, and the attempt timeout (TIME-05). Pure where an instant is
 * given; else it reads the clock for its caller.
 */
public final class Limits {
  /** About 292 years: there is no limit. */
  public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final long taken;
  private final long target;
  private final long batch;
  private final long attempt;

  private Limits(long taken, long target, long batch, long attempt) {
    this.taken = taken;
    this.target = target;
    this.batch = batch;
    this.attempt = attempt;
  }

  /**
   * How long one attempt may take, and what ends it then.
   *
   * @param nanos zero or less if nothing is left
   * @param limit the limit that is nearest, the batch first where they coincide
   */
  public record Allowance(long nanos, Limit limit) {

    /**
     * The time as a duration.
     *
     * @return zero if nothing is left
     */
    public Duration duration() {
      return Duration.ofNanos(Math.max(0, nanos));
    }

    /**
     * What a reply amounts to by the clock, whatever a timer has said or not said yet: one that
     * took as long as all that was allowed has come too late (TIME-01).
     *
     * @param reply what came of the attempt
     * @param onWire how long that took, in nanoseconds
     * @return the reply, or that it came too late
     */
    public Reply judge(Reply reply, long onWire) {
      return onWire < nanos ? reply : new Reply.TimedOut(limit);
    }
  }

  /**
   * The limits of a target that has just been taken.
   *
   * @param config the fetcher's configuration
   * @param target the target
   * @param taken now, in nanoseconds of the monotonic clock
   * @param left nanoseconds from now to the batch's deadline, {@code Long.MAX_VALUE} if there is
   *     none, zero or less if it has passed
   * @return its limits
   */
  public static Limits of(FetcherConfig config, Target target, long taken, long left) {
    return new Limits(
        taken,
        target.within().orElse(FOREVER).toNanos(),
        left,
        target.attemptTimeout().orElse(config.attemptTimeout()).toNanos());
  }

  /**
   * How long the target may still wait from now on, for a permit or for a retry.
   *
   * @return the time left and the limit that ends it: TARGET or BATCH; {@code Long.MAX_VALUE} if
   *     there is none
   */
  public Allowance waiting() {
    return waiting(System.nanoTime());
  }

  /**
   * How long to pause before the next attempt.
   *
   * @param delay what the policy says
   * @return that, or what is left if that is less
   */
  public Duration pause(Duration delay) {
    Duration left = waiting().duration();
    return delay.compareTo(left) < 0 ? delay : left;
  }

  /**
   * How long the target may still wait, for a permit or for a retry.
   *
   * @param nanoTime now, in nanoseconds of the monotonic clock
   * @return as {@link #waiting()}
   */
  public Allowance waiting(long nanoTime) {
    long past = nanoTime - taken;
    return batch <= target
        ? new Allowance(left(batch, past), Limit.BATCH)
        : new Allowance(left(target, past), Limit.TARGET);
  }

  /**
   * How long an attempt that is granted its permits now may take (TIME-05).
   *
   * @param nanoTime now, in nanoseconds of the monotonic clock
   * @return the least of the three limits, and which it is
   */
  public Allowance attempting(long nanoTime) {
    Allowance waiting = waiting(nanoTime);
    return attempt < waiting.nanos() ? new Allowance(attempt, Limit.ATTEMPT) : waiting;
  }

  /**
   * The moment of a decision, which is now.
   *
   * @param onWire how long the attempt just made held its permits, in nanoseconds; 0 if none was
   * @return the moment
   */
  public Moment moment(long onWire) {
    return moment(Instant.now(), System.nanoTime(), onWire);
  }

  Moment moment(Instant now, long nanoTime, long onWire) {
    Allowance waiting = waiting(nanoTime);
    return new Moment(
        now,
        Duration.ofNanos(nanoTime - taken),
        waiting.duration(),
        waiting.limit(),
        Duration.ofNanos(onWire));
  }

  private static long left(long limit, long past) {
    return limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - past;
  }
}
