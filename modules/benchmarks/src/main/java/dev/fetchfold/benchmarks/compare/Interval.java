package dev.fetchfold.benchmarks.compare;

import java.util.Arrays;
import java.util.Collection;

/**
 * A median with the least and the most of all forks. Nothing is assumed of the distribution: the
 * true median lies within with the probability 1 − 2·(1/2)^n for n forks, which is 75% for 3 and
 * 94% for 5.
 *
 * @param low the least
 * @param median the middle one, or the mean of the two in the middle
 * @param high the most
 * @param count of how many
 */
record Interval(double low, double median, double high, int count) {

  static Interval of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("there are no values, expected one or more");
    }
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Interval(sorted[0], median, sorted[sorted.length - 1], sorted.length);
  }

  /** Of two that overlap nothing is said. */
  boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }

  /** How wide it is, by its median. */
  double relativeWidth() {
    return median == 0 ? 0 : (high - low) / median;
  }

  Interval union(Interval other) {
    double[] lows = {low, other.low};
    double[] highs = {high, other.high};
    Arrays.sort(lows);
    Arrays.sort(highs);
    return new Interval(lows[0], (median + other.median) / 2, highs[1], count + other.count);
  }

  /** How sure it is that the true median lies within, in percent. */
  static double coverage(int forks) {
    return 100 * (1 - 2 * Math.pow(0.5, forks));
  }
}
