package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Puts one contestant through one workload after another. */
final class Bench {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final String kind;
  private final String name;
  private final Optional<OriginControl> control;
  private final List<String> origins;
  private final Threads.Census idle;

  /** What a first fetcher leaves: event loops and caches that a library keeps for the next one. */
  private Threads.Census afterFirst;

  Bench(String kind, String name, Optional<OriginControl> control, List<String> origins) {
    this.kind = kind;
    this.name = name;
    this.control = control;
    this.origins = origins;
    this.idle = Threads.census();
    this.afterFirst = idle;
  }

  Figures run(Order order) throws Exception {
    Figures figures = Figures.empty();
    if (order.workload().kind() == Workload.Kind.START) {
      start(order, figures);
      afterFirst = Threads.census();
      return figures;
    }
    try (Contestant contestant = open(order)) {
      run(order, contestant, figures);
    }
    if (kind.equals("engine")) {
      leaks(figures);
    }
    return figures;
  }

  /** The clock runs from before there is a fetcher. */
  private void start(Order order, Figures figures) throws Exception {
    Workload asked = control.isPresent() ? Workload.SMALL : Workload.AGAINST;
    Work work = new Work(asked, origins, 0, order.targets(), Work.Part.ALL);
    Tally tally = new Tally();
    Stretch stretch = Stretch.begin(control);
    try (Contestant contestant = open(order)) {
      contestant.batch(work, tally);
      figures.put(Measure.FIRST_BATCH, stretch.nanos() / 1e6);
      stretch.report(figures, tally, work.answers());
    }
  }

  private void run(Order order, Contestant contestant, Figures figures) throws Exception {
    switch (order.workload().kind()) {
      case START -> throw new IllegalArgumentException("a workload within one, expected none");
      case BATCHES, BESIDE_DEAD ->
          new BatchesRun(order, contestant, control, origins, idle).run(figures);
      case CANCELLED ->
          new CancelledRun(order, contestant, control.orElseThrow(), origins).run(figures);
      case LONG -> new LongRun(order, contestant, control, origins).run(figures);
      case TOGETHER ->
          new TogetherRun(order, contestant, control.orElseThrow(), origins, idle).run(figures);
    }
  }

  private Contestant open(Order order) {
    return Contestant.open(kind, name, order.workload(), order.bound());
  }

  /** What is being closed is given time to be. */
  private void leaks(Figures figures) throws IOException {
    long began = System.nanoTime();
    Threads.Census now = Threads.census();
    int connections = openConnections();
    while ((connections > 0 || now.ownCount() > afterFirst.ownCount())
        && System.nanoTime() - began < PATIENCE_NANOS) {
      LockSupport.parkNanos(POLL_NANOS);
      now = Threads.census();
      connections = openConnections();
    }
    int threads = Math.max(0, now.ownCount() - afterFirst.ownCount());
    figures.put(Measure.LEAKED_THREADS, threads);
    if (threads > 0) {
      figures.notes().add("left after close: " + String.join(", ", now.beyond(afterFirst)));
    }
    if (control.isPresent()) {
      figures.put(Measure.LEAKED_CONNECTIONS, connections);
    }
  }

  private int openConnections() throws IOException {
    return control.isPresent() ? control.get().counts().open() : 0;
  }
}
