package dev.fetchfold.kit.reference;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Origin;
import dev.fetchfold.policy.Seats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Who may start: {@link Seats} under a monitor, a latch per waiter. */
final class Admission {
  private final Faults faults;
  private final Seats<CountDownLatch> seats;
  private final Semaphore global;
  private final AtomicInteger spare = new AtomicInteger(); // of a fault only
  private final Map<Origin, List<CountDownLatch>> lines = new HashMap<>(); // of a fault only

  Admission(FetcherConfig config, Faults faults) {
    this.faults = faults;
    global = new Semaphore(config.maxConcurrency(), true);
    seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
  }

  /** An attempt in flight. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for both permits; empty if the target's time ends first. */
  Optional<Permit> admit(Origin origin, Limits limits) throws InterruptedException {
    Optional<Permit> returnedTwice = spare();
    if (returnedTwice.isPresent()) {
      return returnedTwice;
    }
    if (faults.has(Fault.GLOBAL_PERMIT_FIRST)) {
      global.acquire();
    }
    CountDownLatch granted = new CountDownLatch(1);
    wake(offer(origin, granted));
    boolean admitted = false;
    try {
      admitted = await(granted, limits.waiting(System.nanoTime()).nanos());
    } finally {
      if (!admitted && !faults.has(Fault.CANCELLED_WAITERS_KEEP_THEIR_PLACE)) {
        leave(origin, granted);
      }
    }
    return admitted ? Optional.of(() -> giveBack(origin)) : Optional.empty();
  }

  private boolean await(CountDownLatch granted, long nanos) throws InterruptedException {
    try {
      return granted.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      if (faults.has(Fault.CANCELLED_WAITERS_GO_ON)) {
        return granted.await(nanos, TimeUnit.NANOSECONDS);
      }
      throw e;
    }
  }

  /** Whether more wait than a careless transport has room for. */
  synchronized boolean isCrowded() {
    return seats.waiting() >= 1_000;
  }

  private void giveBack(Origin origin) {
    release(origin); // BOUND-05
    if (faults.has(Fault.PERMIT_RETURNED_TWICE)) {
      spare.incrementAndGet();
    }
    if (faults.has(Fault.GLOBAL_PERMIT_FIRST)) {
      global.release();
    }
  }

  /** A permit that was returned once too often, and will be again. */
  private Optional<Permit> spare() {
    int before = spare.getAndUpdate(count -> Math.max(0, count - 1));
    return before > 0 ? Optional.of(() -> spare.addAndGet(2)) : Optional.empty();
  }

  /** A waiter that goes away has been granted its permits perhaps, and gives them on (BOUND-05). */
  private void leave(Origin origin, CountDownLatch waiter) {
    if (!withdraw(origin, waiter)) {
      release(origin);
    }
  }

  private synchronized List<CountDownLatch> offer(Origin origin, CountDownLatch waiter) {
    return faults.has(Fault.LATEST_WAITER_FIRST)
        ? offerBeforeAll(origin, waiter)
        : seats.offer(origin, waiter); // BOUND-09
  }

  private List<CountDownLatch> offerBeforeAll(Origin origin, CountDownLatch latest) {
    List<CountDownLatch> line = lines.getOrDefault(origin, List.of());
    List<CountDownLatch> others = line.stream().filter(w -> seats.withdraw(origin, w)).toList();
    List<CountDownLatch> granted = new ArrayList<>(seats.offer(origin, latest));
    others.forEach(other -> granted.addAll(seats.offer(origin, other)));
    lines.put(origin, Stream.concat(Stream.of(latest), others.stream()).toList());
    return granted;
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
