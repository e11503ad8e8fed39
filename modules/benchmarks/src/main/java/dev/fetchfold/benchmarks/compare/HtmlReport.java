package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Sample.Measured;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The report as one page that needs nothing else: charts, what they do not show, and the rest. */
final class HtmlReport {
  /** Said in the tables, or of no use in a chart. */
  private static final EnumSet<Measure> UNCHARTED = EnumSet.of(Measure.UNEXPECTED, Measure.WARM_UP);

  private final Finished finished;
  private final Results results;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(Finished finished) {
    this.finished = finished;
    this.results = finished.results();
  }

  static String of(Finished finished) throws IOException {
    return new HtmlReport(finished).write();
  }

  private String write() throws IOException {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>Comparison of engines</title>\n<style>").append(style());
    page.append("</style></head><body>\n<h1>Comparison of engines</h1>\n");
    head();
    results.workloads().forEach(this::workload);
    witness();
    settings();
    dependencies();
    machine();
    return page.append("</body></html>\n").toString();
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      byte[] bytes = Objects.requireNonNull(in, "report.css is part of this module").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private void head() {
    if (finished.before().isBusy()) {
      page.append(
          Html.warning(
              "The machine was busy before this began: its load was "
                  + Shown.number(finished.before().load())
                  + "."));
    }
    Limits.of(finished).forEach(sentence -> page.append(Html.paragraph(sentence)));
    page.append(
        Html.paragraph(
            "Charts begin at zero. A dot is one JVM, the line goes from the least to the most, the"
                + " bar across it is the median. The grey band is where two entries of the same"
                + " engine lie: what is as far apart as the band is wide is no difference."));
    finished
        .before()
        .conformance()
        .forEach((engine, finding) -> page.append(conformance(engine, finding)));
    results.notes().forEach(note -> page.append(Html.paragraph("Note: " + note + ".")));
  }

  private static String conformance(String engine, Conformance.Finding finding) {
    String sentence = engine + ": " + finding.text() + ".";
    return switch (finding) {
      case Conformance.Conforms conforms -> Html.paragraph(sentence);
      case Conformance.Doubtful doubtful -> Html.warning(sentence);
    };
  }

  private void workload(Workload workload) {
    page.append("<h2>").append(workload).append("</h2>\n");
    page.append(Html.paragraph(workload.description() + "."));
    results.missing(workload).forEach(sentence -> page.append(Html.paragraph(sentence)));
    page.append("<div class=\"charts\">\n");
    for (Measure measure : charted(workload)) {
      Chart.svg(results, workload, measure).ifPresent(page::append);
    }
    page.append("</div>\n");
  }

  /** Of a first batch little more than its time means something. */
  private static Set<Measure> charted(Workload workload) {
    return workload.kind() == Workload.Kind.START
        ? EnumSet.of(Measure.FIRST_BATCH, Measure.PEAK_RSS)
        : EnumSet.complementOf(UNCHARTED);
  }

  private void witness() {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : results.workloads()) {
      for (Entry entry : results.entries()) {
        witness(entry, workload).ifPresent(rows::add);
      }
    }
    page.append("<h2>Which threads ran</h2>\n");
    page.append(
        Html.paragraph(
            "Platform threads that used CPU time while it was measured and were there in the end,"
                + " and virtual threads half-way through a batch; the most of all forks, numbers"
                + " in names replaced by #."));
    page.append(Html.table("", List.of("workload", "entry", "threads"), rows));
  }

  private Optional<List<String>> witness(Entry entry, Workload workload) {
    Map<String, Double> most = new TreeMap<>();
    for (Sample sample : results.of(entry, workload)) {
      if (sample.result() instanceof Measured measured) {
        measured.figures().threads().forEach((name, count) -> most.merge(name, count, Math::max));
      }
    }
    List<String> groups = new ArrayList<>();
    most.forEach((name, count) -> groups.add(Shown.whole(count) + " × " + name));
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(workload.toString(), entry.label(), String.join(", ", groups)));
  }

  private void settings() {
    page.append("<h2>What was set</h2>\n");
    page.append(
        Html.paragraph(
            "Everything else is the library's default. All speak HTTP/1.1 without TLS; the engines"
                + " check what the specification says, bare clients what they check themselves."));
    List<List<String>> rows =
        finished.settings().stream()
            .map(one -> List.of(one.where(), one.option(), one.usual() + " → " + one.used()))
            .toList();
    page.append(Html.table("", List.of("for", "option", "library default → value used"), rows));
  }

  private void dependencies() {
    page.append("<h2>What an engine brings along</h2>\n");
    List<List<String>> rows = new ArrayList<>();
    finished
        .weights()
        .forEach(
            (engine, weight) ->
                rows.add(
                    List.of(
                        engine,
                        Integer.toString(weight.jars().size()),
                        Shown.number(weight.bytes() / (double) (1 << 20)),
                        String.join(", ", weight.jars()))));
    page.append(Html.table("", List.of("engine", "jars", "MiB", "which"), rows));
  }

  private void machine() {
    page.append("<h2>Where and how</h2>\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("began", finished.began().toString()));
    rows.add(List.of("took", finished.took().toSeconds() + " s"));
    rows.add(
        List.of(
            "commit",
            finished.before().commit().isEmpty() ? "unknown" : finished.before().commit()));
    rows.add(List.of("seed of the order", Long.toString(finished.wanted().seed())));
    Machine.facts().forEach((name, value) -> rows.add(List.of(name, value)));
    Machine.libraries().forEach((name, value) -> rows.add(List.of("engine " + name, value)));
    page.append(Html.table("", Collections.nCopies(2, ""), rows));
    page.append("<p>Again:</p>\n<pre>").append(Html.text(finished.wanted().command()));
    page.append(
        "</pre>\n<p class=\"faint\">Every run, with its raw numbers, is in the JSON file of");
    page.append(" the same name.</p>\n");
  }
}
