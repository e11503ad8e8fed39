package dev.fetchfold.kit.reference;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Origin;
import dev.fetchfold.policy.Seats;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who may start: {@link Seats} under a monitor, a latch per waiter. */
final class Admission {
  private final Seats<CountDownLatch> seats;

  Admission(FetcherConfig config) {
    seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
  }

  /** An attempt in flight. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for both permits; empty if the target's time ends first. */
  Optional<Permit> admit(Origin origin, Limits limits) throws InterruptedException {
    CountDownLatch granted = new CountDownLatch(1);
    wake(offer(origin, granted));
    boolean admitted = false;
    try {
      long nanos = limits.waiting(System.nanoTime()).nanos();
      admitted = granted.await(nanos, TimeUnit.NANOSECONDS);
    } finally {
      if (!admitted) {
        leave(origin, granted);
      }
    }
    return admitted ? Optional.of(() -> release(origin)) : Optional.empty();
  }

  /** A waiter that goes away has been granted its permits perhaps, and gives them on (BOUND-05). */
  private void leave(Origin origin, CountDownLatch waiter) {
    if (!withdraw(origin, waiter)) {
      release(origin);
    }
  }

  private synchronized List<CountDownLatch> offer(Origin origin, CountDownLatch waiter) {
    return seats.offer(origin, waiter);
  }

  private synchronized boolean withdraw(Origin origin, CountDownLatch waiter) {
    return seats.withdraw(origin, waiter); // CANCEL-04
  }

  private void release(Origin origin) {
    List<CountDownLatch> next;
    synchronized (this) {
      next = seats.release(origin);
    }
    wake(next);
  }

  private static void wake(List<CountDownLatch> granted) {
    granted.forEach(CountDownLatch::countDown);
  }
}
