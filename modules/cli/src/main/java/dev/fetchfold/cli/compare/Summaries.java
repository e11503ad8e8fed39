package dev.fetchfold.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Runs of the same kind, and their medians. */
record Summaries(Workload workload, String engine, List<Sample> samples) {

  /**
   * Groups runs by workload and engine.
   *
   * @param samples in the order in which they were made
   * @return the groups, workloads first
   */
  static List<Summaries> of(List<Sample> samples) {
    List<Summaries> groups = new ArrayList<>();
    for (Sample sample : samples) {
      group(groups, sample).samples().add(sample);
    }
    return groups;
  }

  private static Summaries group(List<Summaries> groups, Sample sample) {
    for (Summaries group : groups) {
      if (group.workload() == sample.workload() && group.engine().equals(sample.engine())) {
        return group;
      }
    }
    Summaries anew = new Summaries(sample.workload(), sample.engine(), new ArrayList<>());
    groups.add(anew);
    return anew;
  }

  double median(ToDoubleFunction<Sample> value) {
    double[] sorted = sorted(value);
    return sorted[sorted.length / 2];
  }

  /** How far apart equal runs were: (most − least) / median. */
  double spread(ToDoubleFunction<Sample> value) {
    double[] sorted = sorted(value);
    return (sorted[sorted.length - 1] - sorted[0]) / sorted[sorted.length / 2];
  }

  private double[] sorted(ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).sorted().toArray();
  }

  long unexpected() {
    return samples.stream().mapToLong(sample -> sample.engineSide().unexpected()).sum();
  }

  /** The cells of a row, as {@link ReportTable#HEAD} names them. */
  List<String> cells() {
    return List.of(
        workload.toString(),
        engine,
        format("%,.0f", median(Sample::fetchesPerSecond)),
        format("%.1f", median(Sample::cpuMicrosPerFetch)),
        format("%.1f", median(Sample::originCpuMicrosPerFetch)),
        format("%.1f ms", median(Sample::p99Millis)),
        format("%.0f", median(Sample::threads)),
        format("%.0f", median(Sample::peak)) + " of " + workload.bound(),
        format("%.1f%%", median(Sample::errorPercent)));
  }

  private static String format(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
