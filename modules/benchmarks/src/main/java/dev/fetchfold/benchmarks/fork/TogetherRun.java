package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.util.List;
import java.util.Optional;

/**
 * One batch, all of it in flight at once; what that takes is measured while the origin holds it.
 */
final class TogetherRun {
  private final Order order;
  private final Contestant contestant;
  private final OriginControl control;
  private final List<String> origins;
  private final Threads.Census idle;

  TogetherRun(
      Order order,
      Contestant contestant,
      OriginControl control,
      List<String> origins,
      Threads.Census idle) {
    this.order = order;
    this.contestant = contestant;
    this.control = control;
    this.origins = origins;
    this.idle = idle;
  }

  void run(Figures figures) throws Exception {
    Tally tally = new Tally();
    Work work = new Work(order.workload(), origins, 0, order.targets(), Work.Part.ALL);
    Stretch stretch = Stretch.begin(Optional.of(control));
    HeldBatch batch;
    try (VirtualThreads virtual = VirtualThreads.watch()) {
      batch = HeldBatch.gather(contestant, work, tally, control);
      figures.put(Measure.LIVE_HEAP, Memory.liveHeap());
      BatchesRun.count(virtual, idle, figures);
    }
    batch.letGo();
    figures.put(Measure.BATCH_P50, stretch.nanos() / 1e6);
    stretch.report(figures, tally, work.answers());
  }
}
