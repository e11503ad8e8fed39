package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One long batch, its memory looked at after 1% and then after every 10%. */
final class LongRun {
  private final Order order;
  private final Contestant contestant;
  private final Optional<OriginControl> control;
  private final List<String> origins;
  private final List<Double> heap = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();

  LongRun(
      Order order, Contestant contestant, Optional<OriginControl> control, List<String> origins) {
    this.order = order;
    this.contestant = contestant;
    this.control = control;
    this.origins = origins;
  }

  void run(Figures figures) throws Exception {
    long targets = order.targets();
    Tally tally = new Tally(Math.max(1, targets / 100), this::look);
    Stretch stretch = Stretch.begin(control);
    Work work = new Work(order.workload(), origins, 0, targets, Work.Part.ALL);
    contestant.batch(work, tally);
    stretch.report(figures, tally, work.answers());
    figures.put(Measure.EARLY_HEAP, heap.getFirst());
    figures.put(Measure.LIVE_HEAP, heap.getLast());
    figures.series().put("live heap after 1% and every 10%, MiB", heap);
    figures.series().put("resident after 1% and every 10%, MiB", resident);
  }

  private long look(long reached) {
    heap.add(Memory.liveHeap());
    Memory.resident().ifPresent(resident::add);
    long step = Math.max(1, order.targets() / 10);
    return reached - reached % step + step;
  }
}
