package dev.fetchfold.cli.compare;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The medians as a table, for terminals and as Markdown, with what they mean. */
record ReportTable(List<Summaries> rows) {
  /** What the columns hold. */
  static final List<String> HEAD =
      List.of(
          "workload",
          "engine",
          "fetches/s",
          "CPU µs",
          "origin's",
          "p99",
          "threads",
          "in flight",
          "errors");

  private static final String LEGEND =
      """
      CPU µs: per fetch, of the engine's process, and the origin's beside it. p99: from hand-over \
      to outcome.
      threads: platform threads, at most. in flight: the origin's count, at most, of what was \
      allowed.
      """;

  String text() {
    return line(HEAD) + rows.stream().map(row -> line(row.cells())).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return String.format(
        Locale.ROOT, "%-12s %-9s %10s %8s %9s %10s %8s %12s %8s%n", cells.toArray());
  }

  String markdown() {
    String rule = String.join("|", Collections.nCopies(HEAD.size(), "---"));
    String body =
        rows.stream()
            .map(row -> "| " + String.join(" | ", row.cells()) + " |\n")
            .collect(Collectors.joining());
    return "| " + String.join(" | ", HEAD) + " |\n|" + rule + "|\n" + body;
  }

  /** What the figures do and do not show. */
  String notes() {
    return LEGEND
        + workloads()
        + String.format(
            Locale.ROOT,
            """
            It shows what each engine costs on this machine, over loopback, without TLS, at the \
            same bounds. It
            does not show which one is best for you: neither real networks nor large bodies nor \
            long runs are here.
            Medians of %d runs; equal runs differed by up to %.0f%% in CPU: smaller differences \
            mean nothing.
            """,
            Comparison.REPEATS,
            100
                * rows.stream()
                    .mapToDouble(row -> row.spread(Sample::cpuMicrosPerFetch))
                    .max()
                    .orElse(0))
        + unexpected();
  }

  private static String workloads() {
    StringBuilder text = new StringBuilder();
    for (Workload workload : Workload.values()) {
      text.append(workload).append(": ").append(workload.description()).append(".\n");
    }
    return text.toString();
  }

  private String unexpected() {
    return rows.stream()
        .filter(row -> row.unexpected() > 0)
        .map(ReportTable::warning)
        .collect(Collectors.joining());
  }

  private static String warning(Summaries row) {
    return "WARNING: "
        + row.unexpected()
        + " outcomes of "
        + row.engine()
        + " on "
        + row.workload()
        + " are not what the origin did.\n";
  }
}
