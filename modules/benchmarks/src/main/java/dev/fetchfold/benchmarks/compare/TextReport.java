package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import dev.fetchfold.benchmarks.work.Workload.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report for terminals of 100 columns. */
final class TextReport {
  private static final int LABEL = 18;
  private static final int WIDTH = 100;

  private final Finished finished;
  private final Results results;
  private final Verdicts verdicts;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Finished finished) {
    this.finished = finished;
    this.results = finished.results();
    this.verdicts = new Verdicts(results);
  }

  static String of(Finished finished) {
    return new TextReport(finished).write();
  }

  private String write() {
    for (Workload workload : results.workloads()) {
      if (workload.kind() != Kind.START) {
        workload(workload);
      }
    }
    memory();
    start();
    limits();
    warnings();
    return text.toString();
  }

  private void workload(Workload workload) {
    int bound = finished.wanted().against().map(Wanted.Against::bound).orElse(workload.bound());
    String title = String.format(Locale.ROOT, "%s: %s", workload, workload.description());
    wrapped(title + ", " + Shown.whole(bound) + " in flight");
    table(workload, Column.of(workload.kind()));
    if (workload.kind() != Kind.CANCELLED) {
      order(workload);
      noise(workload);
    }
    alone(workload);
    overBare(workload);
    line("");
  }

  private void table(Workload workload, List<Column> columns) {
    line(row("", columns.stream().map(Column::head).toList(), columns));
    line(row("", columns.stream().map(Column::unit).toList(), columns));
    for (Entry entry : results.entries()) {
      if (results.missing(entry, workload).isEmpty()) {
        List<String> cells =
            columns.stream().map(column -> column.cell().of(results, entry, workload)).toList();
        line(row(entry.label(), cells, columns));
      }
    }
    results.missing(workload).forEach(this::wrapped);
  }

  private static String row(String label, List<String> cells, List<Column> columns) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", label));
    for (int i = 0; i < columns.size(); i++) {
      row.append(String.format(Locale.ROOT, " %" + columns.get(i).width() + "s", cells.get(i)));
    }
    return row.toString().stripTrailing();
  }

  private void order(Workload workload) {
    verdicts
        .order(workload, Measure.CPU_PER_FETCH)
        .ifPresent(order -> wrapped("CPU per fetch, least first, ~ for no difference: " + order));
  }

  private void noise(Workload workload) {
    results
        .noise(workload, Measure.CPU_PER_FETCH)
        .ifPresent(
            band ->
                line(
                    "Noise: equal entries were "
                        + Shown.percent(band.relativeWidth())
                        + " apart in CPU; what differs by less is no difference."));
  }

  private void alone(Workload workload) {
    String times =
        results.entries().stream()
            .map(entry -> alone(entry, workload))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    if (!times.isEmpty()) {
      wrapped("Time of the live targets, by the time they take without the dead origin: " + times);
    }
  }

  private Optional<String> alone(Entry entry, Workload workload) {
    return results
        .interval(entry, workload, Measure.TIMES_ALONE)
        .map(times -> entry.label() + " " + Shown.number(times.median()));
  }

  private void overBare(Workload workload) {
    List<String> all = new ArrayList<>();
    for (Entry entry : results.entries()) {
      if (entry instanceof Entry.Engine engine) {
        verdicts.overBare(engine, workload).ifPresent(more -> all.add(engine.name() + " " + more));
      }
    }
    if (!all.isEmpty()) {
      wrapped("CPU per fetch beside the bare client it stands on: " + String.join(", ", all));
    }
  }

  /** On the first workload that has a steady state. */
  private void memory() {
    for (Workload workload : results.workloads()) {
      if (workload.kind() == Kind.BATCHES) {
        line("memory and connections, on " + workload);
        table(workload, Column.ofMemory());
        line("");
        return;
      }
    }
  }

  private void start() {
    line(String.format(Locale.ROOT, "%s: %s", "start", Workload.START.description()));
    List<Column> columns = new ArrayList<>(Column.of(Kind.START));
    columns.add(new Column("needs", "jars", 6, (all, entry, on) -> jars(entry)));
    columns.add(new Column("", "MiB", 6, (all, entry, on) -> size(entry)));
    table(Workload.START, columns);
    line("");
  }

  private String jars(Entry entry) {
    return weight(entry).map(weight -> Integer.toString(weight.jars().size())).orElse("-");
  }

  private String size(Entry entry) {
    return weight(entry)
        .map(weight -> Shown.number(weight.bytes() / (double) (1 << 20)))
        .orElse("-");
  }

  private Optional<Dependencies.Weight> weight(Entry entry) {
    return entry instanceof Entry.Engine engine
        ? Optional.ofNullable(finished.weights().get(engine.name()))
        : Optional.empty();
  }

  private void limits() {
    Limits.of(finished).forEach(this::wrapped);
    line("");
    finished.before().conformance().values().stream()
        .distinct()
        .forEach(finding -> wrapped("Conformance: " + enginesWith(finding)));
  }

  private String enginesWith(Conformance.Finding finding) {
    String names =
        finished.before().conformance().entrySet().stream()
            .filter(entry -> entry.getValue().equals(finding))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return names + ": " + finding.text() + ".";
  }

  private void warnings() {
    if (finished.before().isBusy()) {
      line(
          String.format(
              Locale.ROOT,
              "WARNING: the machine was busy before this began (load %.1f on %d processors).",
              finished.before().load(),
              Runtime.getRuntime().availableProcessors()));
    }
    for (Workload workload : results.workloads()) {
      for (Entry entry : results.entries()) {
        unexpected(entry, workload);
      }
    }
    results.samples().forEach(this::failed);
    results.notes().forEach(note -> wrapped("Note: " + note + "."));
  }

  private void failed(Sample sample) {
    if (sample.result() instanceof Sample.Failed failed) {
      String what = sample.entry().label() + " on " + sample.workload();
      wrapped("FAILED: " + what + ", fork " + sample.fork() + ": " + failed.how());
    }
  }

  private void unexpected(Entry entry, Workload workload) {
    double sum =
        results.values(entry, workload, Measure.UNEXPECTED).stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    if (sum > 0) {
      wrapped(
          "WARNING: "
              + Shown.whole(sum)
              + " outcomes of "
              + entry.label()
              + " on "
              + workload
              + " are not what the origin did.");
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Broken at spaces, continued with two. */
  private void wrapped(String sentence) {
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line = new StringBuilder(" ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(line.toString());
  }
}
