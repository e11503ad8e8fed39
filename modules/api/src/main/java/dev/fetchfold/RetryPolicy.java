package dev.fetchfold;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When an idempotent request is sent again, and after how long (RETRY-01 to RETRY-05).
 *
 * <p>The delay before retry {@code k} is drawn from zero to {@code min(cap, base · 2^(k−1))}, full
 * jitter, and raised to the reply's Retry-After where there is one.
 *
 * @param maxAttempts how many attempts a target has, the first included and those that follow a
 *     redirect left out (RETRY-01); 1 to 100
 * @param base the upper bound of the first delay
 * @param cap the upper bound of every delay that is drawn
 * @param retryAfterCap the longest Retry-After that is waited for; a reply that asks for more is
 *     the outcome
 * @param reasons the faults that are retried; {@link Reason#CONNECT} holds for a name that cannot
 *     be looked up for the moment too (RETRY-02)
 * @param statuses the status codes that are retried
 * @param random gives numbers from 0 inclusive to 1 exclusive; called from any thread; where it
 *     throws, that is logged and the delay is the longest
 */
public record RetryPolicy(
    int maxAttempts,
    Duration base,
    Duration cap,
    Duration retryAfterCap,
    Set<Reason> reasons,
    Set<Integer> statuses,
    DoubleSupplier random) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          3,
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          EnumSet.of(Reason.CONNECT, Reason.DISCONNECTED, Reason.TIMEOUT),
          Set.of(429, 502, 503, 504),
          () -> ThreadLocalRandom.current().nextDouble());

  /** Refuses what cannot be meant, naming the option, the value and what was expected. */
  public RetryPolicy {
    Checks.atLeast("maxAttempts", maxAttempts, 1);
    if (maxAttempts > 100) {
      throw new IllegalArgumentException(
          "maxAttempts is " + maxAttempts + ", expected 100 or less");
    }
    base = Checks.notNegative("base", base);
    cap = Checks.notNegative("cap", cap);
    retryAfterCap = Checks.notNegative("retryAfterCap", retryAfterCap);
    reasons = Set.copyOf(reasons);
    statuses = Set.copyOf(statuses);
    Objects.requireNonNull(random, "random");
  }

  /**
   * 3 attempts, base 200 ms, cap 5 s, Retry-After up to 30 s; CONNECT, DISCONNECTED and TIMEOUT of
   * the attempt; 429, 502, 503 and 504.
   *
   * @return the default policy
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * One attempt, and one for each redirect: no retry.
   *
   * @return the policy
   */
  public static RetryPolicy none() {
    return DEFAULTS.maxAttempts(1);
  }

  /**
   * With another number of attempts.
   *
   * @param maxAttempts 1 to 100
   * @return a new policy
   */
  public RetryPolicy maxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }

  /**
   * With other delays.
   *
   * @param base the upper bound of the first delay
   * @param cap the upper bound of every delay
   * @return a new policy
   */
  public RetryPolicy backoff(Duration base, Duration cap) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }

  /**
   * With another cap on Retry-After.
   *
   * @param retryAfterCap zero or more
   * @return a new policy
   */
  public RetryPolicy retryAfterCap(Duration retryAfterCap) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }

  /**
   * With other faults to retry.
   *
   * @param reasons copied
   * @return a new policy
   */
  public RetryPolicy reasons(Set<Reason> reasons) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }

  /**
   * With other status codes to retry.
   *
   * @param statuses copied
   * @return a new policy
   */
  public RetryPolicy statuses(Set<Integer> statuses) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }

  /**
   * With another source of randomness, such as a seeded one.
   *
   * @param random gives numbers from 0 inclusive to 1 exclusive; called from any thread
   * @return a new policy
   */
  public RetryPolicy random(DoubleSupplier random) {
    return new RetryPolicy(maxAttempts, base, cap, retryAfterCap, reasons, statuses, random);
  }
}
