package dev.fetchfold;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * When an idempotent request is sent again, and after how long (RETRY-01 to RETRY-05). Each setter
 * returns a new policy and refuses what cannot be meant, naming the option, the value and what was
 * expected.
 *
 * <p>The delay before retry {@code k} is drawn from zero to {@code min(cap, base · 2^(k−1))}, full
 * jitter, and raised to the reply's Retry-After where there is one.
 */
public final class RetryPolicy {
  private static final RetryPolicy DEFAULTS = new RetryPolicy(new Options());

  private final Options options;

  private RetryPolicy(Options options) {
    this.options = options;
  }

  /** Every option with its default. */
  private static final class Options extends Parts<Options> {
    private int maxAttempts = 3;
    private Duration base = Duration.ofMillis(200);
    private Duration cap = Duration.ofSeconds(5);
    private Duration retryAfterCap = Duration.ofSeconds(30);
    private Set<Reason> reasons =
        Set.copyOf(EnumSet.of(Reason.CONNECT, Reason.DISCONNECTED, Reason.TIMEOUT));
    private Set<Integer> statuses = Set.of(429, 502, 503, 504);
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    /** What values are compared by and shown as: every option, in order. */
    private List<Map.Entry<String, Object>> all() {
      return List.of(
          entry("maxAttempts", maxAttempts),
          entry("base", base),
          entry("cap", cap),
          entry("retryAfterCap", retryAfterCap),
          entry("reasons", reasons),
          entry("statuses", statuses),
          entry("random", random));
    }
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

  private RetryPolicy with(Consumer<Options> change) {
    return new RetryPolicy(options.with(change));
  }

  /**
   * With another number of attempts.
   *
   * @param maxAttempts 1 to 100
   * @return a new policy
   */
  public RetryPolicy maxAttempts(int maxAttempts) {
    Checks.atLeast("maxAttempts", maxAttempts, 1);
    if (maxAttempts > 100) {
      throw new IllegalArgumentException(
          "maxAttempts is " + maxAttempts + ", expected 100 or less");
    }
    return with(to -> to.maxAttempts = maxAttempts);
  }

  /**
   * With other delays.
   *
   * @param base the upper bound of the first delay
   * @param cap the upper bound of every delay
   * @return a new policy
   */
  public RetryPolicy backoff(Duration base, Duration cap) {
    return with(
        to -> {
          to.base = Checks.notNegative("base", base);
          to.cap = Checks.notNegative("cap", cap);
        });
  }

  /**
   * With another cap on Retry-After.
   *
   * @param retryAfterCap zero or more
   * @return a new policy
   */
  public RetryPolicy retryAfterCap(Duration retryAfterCap) {
    return with(to -> to.retryAfterCap = Checks.notNegative("retryAfterCap", retryAfterCap));
  }

  /**
   * With other faults to retry.
   *
   * @param reasons copied
   * @return a new policy
   */
  public RetryPolicy reasons(Set<Reason> reasons) {
    return with(to -> to.reasons = Set.copyOf(reasons));
  }

  /**
   * With other status codes to retry.
   *
   * @param statuses copied
   * @return a new policy
   */
  public RetryPolicy statuses(Set<Integer> statuses) {
    return with(to -> to.statuses = Set.copyOf(statuses));
  }

  /**
   * With another source of randomness, such as a seeded one.
   *
   * @param random gives numbers from 0 inclusive to 1 exclusive; called from any thread; where it
   *     throws, that is logged and the delay is the longest
   * @return a new policy
   */
  public RetryPolicy random(DoubleSupplier random) {
    return with(to -> to.random = Objects.requireNonNull(random, "random"));
  }

  /**
   * How many attempts a target has, the first included and those that follow a redirect left out
   * (RETRY-01).
   *
   * @return 1 to 100
   */
  public int maxAttempts() {
    return options.maxAttempts;
  }

  /**
   * The upper bound of the first delay.
   *
   * @return zero or more
   */
  public Duration base() {
    return options.base;
  }

  /**
   * The upper bound of every delay that is drawn.
   *
   * @return zero or more
   */
  public Duration cap() {
    return options.cap;
  }

  /**
   * The longest Retry-After that is waited for; a reply that asks for more is the outcome.
   *
   * @return zero or more
   */
  public Duration retryAfterCap() {
    return options.retryAfterCap;
  }

  /**
   * The faults that are retried; {@link Reason#CONNECT} holds for a name that cannot be looked up
   * for the moment too (RETRY-02).
   *
   * @return a set that cannot be changed
   */
  public Set<Reason> reasons() {
    return options.reasons;
  }

  /**
   * The status codes that are retried.
   *
   * @return a set that cannot be changed
   */
  public Set<Integer> statuses() {
    return options.statuses;
  }

  /**
   * Where the randomness of the delays comes from.
   *
   * @return gives numbers from 0 inclusive to 1 exclusive
   */
  public DoubleSupplier random() {
    return options.random;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RetryPolicy that && options.all().equals(that.options.all());
  }

  @Override
  public int hashCode() {
    return options.all().hashCode();
  }

  /** Shows every option. */
  @Override
  public String toString() {
    return "RetryPolicy" + options.all();
  }
}
