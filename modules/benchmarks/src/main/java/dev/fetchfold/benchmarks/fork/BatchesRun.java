package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Batch after batch: warmed up, measured, and looked at once more. */
final class BatchesRun {
  private final Order order;
  private final Contestant contestant;
  private final Optional<OriginControl> control;
  private final List<String> origins;
  private final Threads.Census idle;

  /** Batches begun; the indices go on, so that no URL is asked for in two of them. */
  private long batches;

  BatchesRun(
      Order order,
      Contestant contestant,
      Optional<OriginControl> control,
      List<String> origins,
      Threads.Census idle) {
    this.order = order;
    this.contestant = contestant;
    this.control = control;
    this.origins = origins;
    this.idle = idle;
  }

  void run(Figures figures) throws Exception {
    warmUp(figures);
    if (order.workload().kind() == Workload.Kind.BESIDE_DEAD) {
      besideDead(figures);
    } else {
      measure(Work.Part.ALL, figures);
      witness(figures);
    }
    figures.put(Measure.LIVE_HEAP, Memory.liveHeap());
  }

  private void batch(Work.Part part, Tally tally) throws Exception {
    contestant.batch(work(batches++, part), tally);
  }

  private Work work(long batch, Work.Part part) {
    int targets = order.targets();
    return new Work(order.workload(), origins, batch * targets, targets, part);
  }

  private void warmUp(Figures figures) throws Exception {
    long began = System.nanoTime();
    WarmUp warmUp =
        WarmUp.of(
            tally -> batch(Work.Part.ALL, tally),
            TimeUnit.MILLISECONDS.toNanos(order.warmUpMillis()));
    figures.put(Measure.WARM_UP, (System.nanoTime() - began) / 1e6);
    figures.series().put("warm-up CPU per fetch, µs", warmUp.cpuMicros());
    if (!warmUp.isSteady() && order.warmUpMillis() > 0) {
      figures.notes().add("not steady after " + order.warmUpMillis() + " ms of warm-up");
    }
  }

  private Histogram measure(Work.Part part, Figures figures) throws Exception {
    Tally tally = new Tally();
    Histogram durations = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
    List<Double> raw = new ArrayList<>();
    Stretch stretch = Stretch.begin(control);
    do {
      long began = System.nanoTime();
      batch(part, tally);
      long took = System.nanoTime() - began;
      durations.recordValue(took);
      raw.add(took / 1e6);
    } while (stretch.nanos() < order.measuredNanos());
    stretch.report(figures, tally, raw.size() * work(0, part).answers());
    figures.put(Measure.BATCH_P50, durations.getValueAtPercentile(50) / 1e6);
    figures.put(Measure.BATCH_P95, durations.getValueAtPercentile(95) / 1e6);
    figures.put(Measure.BATCH_P99, durations.getValueAtPercentile(99) / 1e6);
    figures.put(Measure.BATCH_MAX, durations.getMaxValue() / 1e6);
    figures.series().put("batches, ms", raw);
    return durations;
  }

  /** First without the dead origin's targets, then with them. */
  private void besideDead(Figures figures) throws Exception {
    double alone = measure(Work.Part.LIVE, Figures.empty()).getValueAtPercentile(50);
    double beside = measure(Work.Part.ALL, figures).getValueAtPercentile(50);
    figures.put(Measure.TIMES_ALONE, beside / alone);
  }

  /** A batch more, which is not measured, looked at half-way. */
  private void witness(Figures figures) throws Exception {
    try (VirtualThreads virtual = VirtualThreads.watch()) {
      int half = Math.max(1, order.targets() / 2);
      batch(Work.Part.ALL, new Tally(half, reached -> see(virtual, figures)));
    }
  }

  private long see(VirtualThreads virtual, Figures figures) {
    try {
      count(virtual, idle, figures);
      return Long.MAX_VALUE;
    } catch (IOException e) {
      throw new UncheckedIOException("no recording of threads", e);
    }
  }

  static void count(VirtualThreads virtual, Threads.Census idle, Figures figures)
      throws IOException {
    int platform = Threads.census().count() - idle.count();
    figures.put(Measure.PLATFORM_THREADS, Math.max(0, platform));
    Map<String, Integer> living = virtual.living();
    living.forEach((name, count) -> figures.threads().put("virtual " + name, (double) count));
    figures.put(
        Measure.VIRTUAL_THREADS, living.values().stream().mapToInt(Integer::intValue).sum());
  }
}
