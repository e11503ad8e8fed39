package dev.fetchfold;

import java.time.Duration;

/** Validation with messages that name the option, the value and what was expected (BATCH-06). */
final class Checks {
  /** About 292 years: what longer durations saturate to, so that they fit nanoseconds in a long. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Checks() {}

  static Duration positive(String option, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          option + " is " + value + ", expected a duration of more than zero");
    }
    return saturated(value);
  }

  static Duration notNegative(String option, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          option + " is " + value + ", expected a duration of zero or more");
    }
    return saturated(value);
  }

  static int atLeast(String option, int value, int least) {
    return (int) atLeast(option, (long) value, least);
  }

  static long atLeast(String option, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          option + " is " + value + ", expected " + least + " or more");
    }
    return value;
  }

  private static Duration saturated(Duration value) {
    return value.compareTo(LONGEST) > 0 ? LONGEST : value;
  }
}
