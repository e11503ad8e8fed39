package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.fork.BareClient;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What may be said of two entries: that they differ, or that no difference was seen; nothing where
 * either had one fork only.
 */
final class Verdicts {
  private final Results results;

  Verdicts(Results results) {
    this.results = results;
  }

  /** Engines by a measure, least first; {@code ~} joins neighbours without a difference. */
  Optional<String> order(Workload workload, Measure measure) {
    List<Entry> known = new ArrayList<>();
    for (Entry entry : results.entries()) {
      if (entry instanceof Entry.Engine && interval(entry, workload, measure).isPresent()) {
        known.add(entry);
      }
    }
    if (known.size() < 2) {
      return Optional.empty();
    }
    known.sort(
        Comparator.comparingDouble(
            entry -> interval(entry, workload, measure).orElseThrow().median()));
    StringBuilder text = new StringBuilder(known.getFirst().label());
    for (int i = 1; i < known.size(); i++) {
      text.append(differ(known.get(i - 1), known.get(i), workload, measure) ? " < " : " ~ ");
      text.append(known.get(i).label());
    }
    return Optional.of(text.toString());
  }

  /** Whether their intervals are apart, by more than equal entries were. */
  boolean differ(Entry one, Entry other, Workload workload, Measure measure) {
    Optional<Interval> first = interval(one, workload, measure);
    Optional<Interval> second = interval(other, workload, measure);
    if (first.isEmpty() || second.isEmpty() || first.get().overlaps(second.get())) {
      return false;
    }
    double apart = Math.abs(first.get().median() - second.get().median());
    double noise = results.noise(workload, measure).map(Interval::relativeWidth).orElse(0.0);
    return apart > noise * Math.min(first.get().median(), second.get().median());
  }

  /** How much more CPU an engine takes than the client it stands on. */
  Optional<String> overBare(Entry.Engine engine, Workload workload) {
    Optional<Entry> bare = BareClient.under(engine.name()).map(Entry.Bare::new);
    Optional<Interval> own = interval(engine, workload, Measure.CPU_PER_FETCH);
    Optional<Interval> its =
        bare.flatMap(client -> interval(client, workload, Measure.CPU_PER_FETCH));
    if (own.isEmpty() || its.isEmpty()) {
      return Optional.empty();
    }
    if (!differ(engine, bare.orElseThrow(), workload, Measure.CPU_PER_FETCH)) {
      return Optional.of("no difference");
    }
    double more = own.get().median() - its.get().median();
    String share = Shown.percent(Math.abs(more) / its.get().median());
    return Optional.of(Shown.number(Math.abs(more)) + " µs (" + share + ") " + moreOrLess(more));
  }

  private static String moreOrLess(double difference) {
    return difference > 0 ? "more" : "less";
  }

  private Optional<Interval> interval(Entry entry, Workload workload, Measure measure) {
    return results.interval(entry, workload, measure).filter(interval -> interval.count() > 1);
  }
}
