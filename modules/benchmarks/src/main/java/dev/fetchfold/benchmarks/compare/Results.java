package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Sample.Failed;
import dev.fetchfold.benchmarks.compare.Sample.Measured;
import dev.fetchfold.benchmarks.compare.Sample.NotRun;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All runs, to be asked about.
 *
 * @param entries who took part, in the order in which they are shown
 * @param workloads what was run, in that order
 * @param forks how many JVMs each entry had
 * @param samples every run
 */
record Results(List<Entry> entries, List<Workload> workloads, int forks, List<Sample> samples) {

  List<Sample> of(Entry entry, Workload workload) {
    return samples.stream()
        .filter(sample -> sample.entry().equals(entry) && sample.workload() == workload)
        .toList();
  }

  /** The runs that were done. */
  List<Figures> figures(Entry entry, Workload workload) {
    List<Figures> figures = new ArrayList<>();
    for (Sample sample : of(entry, workload)) {
      if (sample.result() instanceof Measured measured) {
        figures.add(measured.figures());
      }
    }
    return figures;
  }

  /** One value per fork. */
  List<Double> values(Entry entry, Workload workload, Measure measure) {
    return figures(entry, workload).stream()
        .map(figures -> figures.values().get(measure))
        .filter(Objects::nonNull)
        .toList();
  }

  Optional<Interval> interval(Entry entry, Workload workload, Measure measure) {
    List<Double> values = values(entry, workload, measure);
    return values.isEmpty() ? Optional.empty() : Optional.of(Interval.of(values));
  }

  /** Why there are no figures; empty if there are. */
  Optional<String> missing(Entry entry, Workload workload) {
    if (!figures(entry, workload).isEmpty()) {
      return Optional.empty();
    }
    for (Sample sample : of(entry, workload)) {
      switch (sample.result()) {
        case NotRun notRun -> {
          return Optional.of("Not run, because " + notRun.because());
        }
        case Failed failed -> {
          return Optional.of("Failed: " + failed.how());
        }
        case Measured measured -> {}
      }
    }
    return Optional.of("Not run, because the comparison was ended before");
  }

  /** Who has no figures, by why: a sentence each. */
  List<String> missing(Workload workload) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Entry entry : entries) {
      missing(entry, workload)
          .ifPresent(
              why -> labels.computeIfAbsent(why, key -> new ArrayList<>()).add(entry.label()));
    }
    return labels.entrySet().stream()
        .map(group -> String.join(", ", group.getValue()) + ": " + group.getKey() + ".")
        .toList();
  }

  /** How many runs failed. */
  long failures() {
    return samples.stream().filter(sample -> sample.result() instanceof Failed).count();
  }

  /** From one of the two equal entries to the other: what differs by less is noise. */
  Optional<Interval> noise(Workload workload, Measure measure) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Control control) {
        Optional<Interval> first = interval(control.engine(), workload, measure);
        Optional<Interval> second = interval(control, workload, measure);
        return first.flatMap(one -> second.map(one::union));
      }
    }
    return Optional.empty();
  }

  /** What readers have to know of the runs, each once, with the runs it is true of. */
  List<String> notes() {
    Map<String, Set<String>> notes = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (sample.result() instanceof Measured measured) {
        String where = sample.workload() + " by " + sample.entry().label();
        for (String note : measured.figures().notes()) {
          notes.computeIfAbsent(note, key -> new LinkedHashSet<>()).add(where);
        }
      }
    }
    return notes.entrySet().stream()
        .map(note -> note.getKey() + ": " + String.join(", ", note.getValue()))
        .toList();
  }
}
