package dev.fetchfold.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Human {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Human() {}

  /**
   * A size.
   *
   * @param bytes zero or more
   * @return such as {@code 1.2 KiB}, at most eight characters
   */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String form = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, UNITS[unit]);
  }

  /**
   * A duration.
   *
   * @param millis zero or more
   * @return such as {@code 12 ms} or {@code 1.3 s}, at most seven characters below 100 hours
   */
  public static String millis(long millis) {
    if (millis < 1000) {
      return millis + " ms";
    }
    double seconds = millis / 1000.0;
    if (seconds < 999.5) {
      return String.format(Locale.ROOT, seconds < 99.95 ? "%.1f s" : "%.0f s", seconds);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  /**
   * A duration, finer than {@link #millis(long)}.
   *
   * @param duration zero or more
   * @return such as {@code 0.42 ms}, {@code 12.3 ms} or {@code 1.3 s}
   */
  public static String fine(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis >= 999.5) {
      return millis(Math.round(millis));
    }
    String form = millis < 9.995 ? "%.2f ms" : millis < 99.95 ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, form, millis);
  }

  /**
   * A count.
   *
   * @param count any number
   * @return with its thousands apart, such as {@code 1,000,000}
   */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
