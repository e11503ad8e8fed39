package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Target;
import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.origin.OriginCounts;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** Batches that are cancelled when the origin holds as many requests as there may be. */
final class CancelledRun {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Order order;
  private final Fetcher fetcher;
  private final OriginControl control;
  private final List<String> origins;
  private final Histogram toClosed = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private final List<Double> raw = new ArrayList<>();
  private long longestCall;

  CancelledRun(Order order, Contestant contestant, OriginControl control, List<String> origins) {
    this.order = order;
    this.fetcher = contestant.fetcher().orElseThrow();
    this.control = control;
    this.origins = origins;
  }

  void run(Figures figures) throws IOException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(order.warmUpMillis())) {
      once();
    }
    toClosed.reset();
    raw.clear();
    longestCall = 0;
    Stretch stretch = Stretch.begin(Optional.of(control));
    do {
      once();
    } while (stretch.nanos() < order.measuredNanos());
    stretch.report(figures, raw.size() * (long) order.bound());
    figures.put(Measure.CANCEL_P50, toClosed.getValueAtPercentile(50) / 1e6);
    figures.put(Measure.CANCEL_MAX, toClosed.getMaxValue() / 1e6);
    figures.put(Measure.CANCEL_CALL, longestCall / 1e6);
    figures.series().put("cancel to last connection closed, ms", raw);
  }

  /** Both processes read the same clock: the machine's. */
  private void once() throws IOException {
    long targets = 2L * order.bound();
    long requests = control.counts().requests() + targets;
    CountDownLatch answered = new CountDownLatch(order.bound());
    Fold<End> counting = Fold.forEach(outcome -> answered.countDown());
    CompletableFuture<End> run = fetcher.fetchAsync(halves(targets, answered), counting);
    await(counts -> counts.requests() >= requests && counts.inFlight() == order.bound());
    long began = System.nanoTime();
    run.cancel(true);
    longestCall = Math.max(longestCall, System.nanoTime() - began);
    OriginCounts closed = await(counts -> counts.inFlight() == 0);
    long nanos = Math.max(0, closed.abandonedAt() - began);
    toClosed.recordValue(nanos);
    raw.add(nanos / 1e6);
  }

  /** The second half is not there before the first is answered: nobody promises an order. */
  private Batch halves(long targets, CountDownLatch answered) {
    Work work = new Work(order.workload(), origins, 0, targets, Work.Part.ALL);
    Iterator<Target> all = work.lazily();
    return Batch.from(
        LongStream.range(0, targets)
            .mapToObj(index -> index < order.bound() ? all.next() : after(answered, all)));
  }

  private static Target after(CountDownLatch answered, Iterator<Target> targets) {
    try {
      answered.await();
      return targets.next();
    } catch (InterruptedException e) {
      throw new CancellationException("cancelled before its first half was answered");
    }
  }

  private OriginCounts await(Predicate<OriginCounts> condition) throws IOException {
    long began = System.nanoTime();
    OriginCounts counts = control.counts();
    while (!condition.test(counts)) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IOException("waited in vain at " + order.workload() + ", the origin: " + counts);
      }
      LockSupport.parkNanos(POLL_NANOS);
      counts = control.counts();
    }
    return counts;
  }
}
