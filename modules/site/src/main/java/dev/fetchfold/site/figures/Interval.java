package dev.fetchfold.site.figures;

import java.util.Arrays;
import java.util.Collection;

/**
 * The least, the median and the most of one or more values.
 *
 * @param low the least
 * @param median the middle one, or the mean of the two in the middle
 * @param high the most
 */
public record Interval(double low, double median, double high) {

  /**
   * Of some values.
   *
   * @param values one or more
   * @return their interval
   * @throws IllegalArgumentException if there are none
   */
  public static Interval of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("there are no values, expected one or more");
    }
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Interval(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** From the least of both to the most of both. */
  Interval union(Interval other) {
    double[] ends = {low, high, other.low, other.high};
    Arrays.sort(ends);
    return new Interval(ends[0], (median + other.median) / 2, ends[3]);
  }

  /**
   * How far apart the ends are.
   *
   * @return 0 if all values are equal
   */
  public double width() {
    return high - low;
  }
}
