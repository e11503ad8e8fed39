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
      CPU µs     CPU time per fetch of the engine's process; beside it the origin's
      p99        from handing a target over to its outcome
      threads    platform threads at once, at most
      in flight  what the origin saw at once, at most, of what was allowed
      errors     failures and statuses of 400 or more; only 'failing' is meant to have some
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
    return workloads() + "\n" + LEGEND + "\n" + scope() + unexpected();
  }

  private String scope() {
    double noise = rows.stream().mapToDouble(ReportTable::noise).max().orElse(0);
    return String.format(
        Locale.ROOT,
        """
        It shows what each engine costs on this machine at the same bounds, over loopback, without TLS.
        It does not show which is best for you: real networks, large bodies and long runs are not here.
        Medians of %d runs. Equal runs differed by up to %.0f%% in CPU: smaller differences mean nothing.
        """,
        rows.getFirst().samples().size(),
        100 * noise);
  }

  private static double noise(Summaries row) {
    return row.spread(Sample::cpuMicrosPerFetch);
  }

  private static String workloads() {
    StringBuilder text = new StringBuilder();
    for (Workload workload : Workload.values()) {
      text.append(String.format(Locale.ROOT, "%-12s %s%n", workload, workload.description()));
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
