package dev.fetchfold.cli;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The summary of a run, for people. */
final class Report {
  private Report() {}

  /**
   * The lines of the summary.
   *
   * @param ending how the run ended
   * @param tally what was counted
   * @param took the time from its beginning to its end
   * @param peak attempts in flight at once, at most
   * @return lines, with line ends
   */
  static String of(Ending ending, Tally tally, Duration took, int peak) {
    StringBuilder text = new StringBuilder(ending.headline());
    text.append(Human.count(tally.targets())).append(tally.targets() == 1 ? " target" : " targets");
    text.append(" in ").append(Human.fine(took)).append('\n');
    line(text, "status", classes(tally));
    line(text, "failed", counts(tally.reasons()));
    line(text, "bytes", Human.count(tally.bytes()) + inUnits(tally.bytes()));
    line(text, "elapsed", percentiles(tally.elapsed()));
    line(text, "on wire", percentiles(tally.onWire()));
    line(text, "in flight", "peak " + Human.count(peak));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format("  %-9s  %s%n", label, value.isEmpty() ? "none" : value));
  }

  private static String classes(Tally tally) {
    return tally.classes().entrySet().stream()
        .map(entry -> entry.getKey() + "xx " + Human.count(entry.getValue()))
        .collect(Collectors.joining("   "));
  }

  private static String counts(Map<?, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + Human.count(entry.getValue()))
        .collect(Collectors.joining("   "));
  }

  private static String inUnits(long bytes) {
    return bytes < 1000 ? "" : " (" + Human.bytes(bytes) + ")";
  }

  private static String percentiles(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return "";
    }
    return "p50 "
        + fine(micros.getValueAtPercentile(50))
        + "   p95 "
        + fine(micros.getValueAtPercentile(95))
        + "   p99 "
        + fine(micros.getValueAtPercentile(99))
        + "   max "
        + fine(micros.getMaxValue());
  }

  private static String fine(long micros) {
    return Human.fine(Duration.ofNanos(micros * 1000));
  }
}
