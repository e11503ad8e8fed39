package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One batch, all of it in flight at once; what that takes is measured while the origin holds it.
 */
final class TogetherRun {
  /** For so long the number in flight may stay as it is. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

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
    int targets = order.targets();
    Tally tally = new Tally();
    Work work = new Work(order.workload(), origins, 0, targets, Work.Part.ALL);
    Stretch stretch = Stretch.begin(Optional.of(control));
    FutureTask<Void> batch;
    int reached;
    try (VirtualThreads virtual = VirtualThreads.watch()) {
      batch = inBackground(() -> contestant.batch(work, tally));
      reached = gather(targets, batch);
      figures.put(Measure.LIVE_HEAP, Memory.liveHeap());
      BatchesRun.count(virtual, idle, figures);
    }
    if (reached < targets) {
      throw new IOException("only " + reached + " of " + targets + " were in flight at once");
    }
    letGo(batch);
    figures.put(Measure.BATCH_P50, stretch.nanos() / 1e6);
    stretch.report(figures, tally.fetches());
    tally.report(figures);
  }

  /** What a batch is. */
  private interface Action {
    void run() throws Exception;
  }

  private static FutureTask<Void> inBackground(Action action) {
    Callable<Void> callable =
        () -> {
          action.run();
          return null;
        };
    FutureTask<Void> task = new FutureTask<>(callable);
    Thread.ofPlatform().daemon().name("harness-batch").start(task);
    return task;
  }

  /** How many are in flight, once that is all, or has not grown for long. */
  private int gather(int wanted, FutureTask<Void> batch) throws IOException {
    int most = 0;
    long since = System.nanoTime();
    while (most < wanted && !batch.isDone() && System.nanoTime() - since < PATIENCE_NANOS) {
      int inFlight = control.counts().inFlight();
      if (inFlight > most) {
        most = inFlight;
        since = System.nanoTime();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return most;
  }

  private void letGo(FutureTask<Void> batch)
      throws IOException, InterruptedException, ExecutionException {
    while (!batch.isDone()) {
      control.release();
      LockSupport.parkNanos(POLL_NANOS);
    }
    batch.get();
  }
}
