package dev.fetchfold.benchmarks.compare;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param forks JVMs per entry
 * @param firstWarmUpMillis at most, of the first workload in a JVM
 * @param warmUpMillis at most, of the others
 * @param measuredMillis of a workload that is not over by itself
 * @param divisor of the workloads' sizes: 1, or more in tests
 * @param within the time in which all shall be done: on a machine that is too slow for that, there
 *     are fewer forks, and at least one
 */
public record Pace(
    int forks,
    long firstWarmUpMillis,
    long warmUpMillis,
    long measuredMillis,
    int divisor,
    Duration within) {
  private static final Duration UNLIMITED = Duration.ofDays(1);

  /** What {@code compare} takes when nothing is said. */
  public static final Pace USUAL = new Pace(3, 1_200, 200, 400, 1, Duration.ofSeconds(175));

  /** What {@code --full} takes. */
  public static final Pace FULL = new Pace(5, 30_000, 5_000, 3_000, 1, UNLIMITED);

  /**
   * With another number of forks.
   *
   * @param forks 1 or more
   * @return a new pace
   */
  public Pace forks(int forks) {
    return new Pace(forks, firstWarmUpMillis, warmUpMillis, measuredMillis, divisor, within);
  }

  /**
   * With all forks, however long they take.
   *
   * @return a new pace
   */
  public Pace unlimited() {
    return new Pace(forks, firstWarmUpMillis, warmUpMillis, measuredMillis, divisor, UNLIMITED);
  }
}
