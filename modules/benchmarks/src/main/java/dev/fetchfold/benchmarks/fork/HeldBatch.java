package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A batch in the background whose requests the origin holds, all of them at once, until let go. */
final class HeldBatch {
  /** For so long the number in flight may stay as it is. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final OriginControl control;
  private final FutureTask<Void> batch;

  private HeldBatch(OriginControl control, FutureTask<Void> batch) {
    this.control = control;
    this.batch = batch;
  }

  /**
   * Begins one, and waits until all of it is in flight.
   *
   * @param contestant who fetches
   * @param work the batch
   * @param tally told of every outcome
   * @param control of the origin
   * @return the batch, to be let go
   * @throws IOException if not all of it is, and no more has been for long
   */
  static HeldBatch gather(Contestant contestant, Work work, Tally tally, OriginControl control)
      throws IOException {
    Callable<Void> action =
        () -> {
          contestant.batch(work, tally);
          return null;
        };
    HeldBatch held = new HeldBatch(control, new FutureTask<>(action));
    Thread.ofPlatform().daemon().name("harness-batch").start(held.batch);
    long reached = held.reached(work.count());
    if (reached < work.count()) {
      throw new IOException("only " + reached + " of " + work.count() + " were in flight at once");
    }
    return held;
  }

  /** How many are in flight, once that is all, or has not grown for long. */
  private int reached(long wanted) throws IOException {
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

  /** Lets the origin answer, and waits for the end of the batch. */
  void letGo() throws IOException, InterruptedException, ExecutionException {
    while (!batch.isDone()) {
      control.release();
      LockSupport.parkNanos(POLL_NANOS);
    }
    batch.get();
  }
}
