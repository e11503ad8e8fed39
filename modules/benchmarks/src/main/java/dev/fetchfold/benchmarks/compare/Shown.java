package dev.fetchfold.benchmarks.compare;

import java.util.Locale;

/** Figures as people read them: three digits, more only before the point. */
final class Shown {
  private Shown() {}

  static String number(double value) {
    double size = Math.abs(value);
    String form =
        value == Math.rint(value) || size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** The median, and from the least to the most where there is more than one. */
  static String interval(Interval interval) {
    return interval.count() == 1
        ? number(interval.median())
        : number(interval.median())
            + " ("
            + number(interval.low())
            + "–"
            + number(interval.high())
            + ")";
  }

  static String percent(double share) {
    String form = share != 0 && share < 0.095 ? "%.1f%%" : "%.0f%%";
    return String.format(Locale.ROOT, form, 100 * share);
  }
}
