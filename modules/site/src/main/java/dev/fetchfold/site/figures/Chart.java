package dev.fetchfold.site.figures;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * One measure on one workload: a line per entry, from the least to the most of its forks, with a
 * dot at each and a bar at the median. It begins at zero, and says what its numbers say in words.
 *
 * @param title what is measured
 * @param meaning and what that is
 * @param unit of the values; empty for counts
 * @param end where the axis ends
 * @param lines one per entry
 * @param noise how far apart equal entries were, as an interval; its ends are equal if unknown
 */
public record Chart(
    String title, String meaning, String unit, double end, List<Line> lines, Interval noise) {

  /** The width of the axis, in the units of the drawing. */
  public static final int WIDTH = 300;

  /** The height of a line. */
  public static final int ROW = 20;

  /**
   * One entry.
   *
   * @param entry its label
   * @param kind engine, control, bare client or load generator
   * @param values one per fork
   * @param interval of these
   */
  public record Line(String entry, String kind, List<Double> values, Interval interval) {}

  /**
   * The least, the median and the most.
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
     */
    public static Interval of(Collection<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
      return new Interval(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** Both together. */
    Interval union(Interval other) {
      double[] ends = {low, high, other.low, other.high};
      Arrays.sort(ends);
      return new Interval(ends[0], (median + other.median) / 2, ends[3]);
    }
  }

  /**
   * Makes one whose axis ends at a round number.
   *
   * @param title what is measured
   * @param meaning and what that is
   * @param unit of the values
   * @param lines one or more
   * @param noise how far apart equal entries were
   * @return the chart
   */
  public static Chart of(
      String title, String meaning, String unit, List<Line> lines, Interval noise) {
    double most = lines.stream().mapToDouble(line -> line.interval().high()).max().orElse(0);
    return new Chart(title, meaning, unit, rounded(most), lines, noise);
  }

  /** To one of the next halves of a power of ten. */
  static double rounded(double most) {
    if (most <= 0) {
      return 1;
    }
    double step = Math.pow(10, Math.floor(Math.log10(most))) / 2;
    return Math.ceil(most / step) * step;
  }

  /**
   * Where a value is.
   *
   * @param value from 0 to {@link #end}
   * @return its place on the axis, with one decimal
   */
  public String x(double value) {
    return String.format(Locale.ROOT, "%.1f", value / end * WIDTH);
  }

  /**
   * A value for people, with its unit.
   *
   * @param value any
   * @return three significant digits
   */
  public String text(double value) {
    double size = Math.abs(value);
    String form = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return (String.format(Locale.ROOT, form, value) + " " + unit).strip();
  }

  /**
   * How high the drawing is.
   *
   * @return in its units
   */
  public int height() {
    return lines.size() * ROW;
  }

  /**
   * Whether equal entries were measured, too.
   *
   * @return whether there is a band to draw
   */
  public boolean hasNoise() {
    return noise.high() > noise.low();
  }
}
