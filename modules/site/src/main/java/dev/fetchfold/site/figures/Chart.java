package dev.fetchfold.site.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One measure on one workload: a line per entry, from the least to the most of its forks, with a
 * dot at each and a bar at the median. It begins at zero, and says what its numbers say in words.
 *
 * @param title what is measured
 * @param meaning and what that is
 * @param unit of the values; empty for counts
 * @param end where the axis ends
 * @param lines one per entry; at least one has values
 * @param noise from one of two equal entries to the other; empty if no two were equal
 */
public record Chart(
    String title,
    String meaning,
    String unit,
    double end,
    List<Line> lines,
    Optional<Interval> noise) {

  /** The height of a line, in pixels. */
  public static final int ROW = 20;

  /**
   * One entry.
   *
   * @param entry its label
   * @param kind what it is
   * @param values one per fork; empty if this was not measured of it
   */
  public record Line(String entry, Kind kind, List<Double> values) {
    /**
     * From the least to the most of its forks.
     *
     * @return empty if it has no values
     */
    public Optional<Interval> interval() {
      return values.isEmpty() ? Optional.empty() : Optional.of(Interval.of(values));
    }

    /**
     * What style sheets call it: an engine, its control too, has its own colour.
     *
     * @return classes
     */
    public String style() {
      String engine = entry.replaceFirst(" .*", "");
      return switch (kind) {
        case ENGINE -> "e-" + engine;
        case CONTROL -> "control e-" + engine;
        case REFERENCE -> "reference";
      };
    }
  }

  /** What an entry is. */
  public enum Kind {
    /** An engine. */
    ENGINE,
    /** An engine that takes part once more. */
    CONTROL,
    /** A bare client, or a load generator. */
    REFERENCE
  }

  /**
   * Makes one whose axis ends at a round number.
   *
   * @param title what is measured
   * @param meaning and what that is
   * @param unit of the values
   * @param lines one or more
   * @return the chart
   */
  public static Chart of(String title, String meaning, String unit, List<Line> lines) {
    double most = lines.stream().mapToDouble(Chart::most).max().orElse(0);
    return new Chart(title, meaning, unit, rounded(most), lines, noise(lines));
  }

  private static double most(Line line) {
    return line.interval().map(Interval::high).orElse(0.0);
  }

  /** To one of the next halves of a power of ten. */
  static double rounded(double most) {
    if (most <= 0) {
      return 1;
    }
    double step = Math.pow(10, Math.floor(Math.log10(most))) / 2;
    return Math.ceil(most / step) * step;
  }

  /** The control's label begins with the engine's. */
  private static Optional<Interval> noise(List<Line> lines) {
    for (Line control : lines) {
      for (Line engine : lines) {
        if (control.kind() == Kind.CONTROL
            && engine.kind() == Kind.ENGINE
            && control.entry().startsWith(engine.entry() + " ")) {
          return engine.interval().flatMap(one -> control.interval().map(one::union));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether there is anything but zeros.
   *
   * @return false if a sentence says as much
   */
  public boolean isDrawn() {
    return lines.stream().anyMatch(line -> most(line) > 0);
  }

  /**
   * Where a value is.
   *
   * @param value from 0 to {@link #end}
   * @return its place on the axis, in percent
   */
  public String x(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value / end * 100);
  }

  /**
   * A value for people, with its unit.
   *
   * @param value any
   * @return as {@link #number} has it, and the unit
   */
  public String text(double value) {
    return (number(value) + " " + unit).strip();
  }

  /**
   * An interval for people; of equal values, the value.
   *
   * @param interval any
   * @return such as "51.5–53.0", without the unit
   */
  public static String ends(Interval interval) {
    String low = number(interval.low());
    String high = number(interval.high());
    return low.equals(high) ? low : low + "–" + high;
  }

  /**
   * A value for people.
   *
   * @param value any
   * @return three significant digits, or all before the point
   */
  public static String number(double value) {
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * How high the drawing is.
   *
   * @return in pixels
   */
  public int height() {
    return lines.size() * ROW;
  }
}
