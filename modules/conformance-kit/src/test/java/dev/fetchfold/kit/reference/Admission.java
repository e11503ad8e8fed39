package dev.fetchfold.kit.reference;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who may start: {@link Seats} under a monitor, a latch per waiter. */
final class Admission {
  private final Faults faults;
  private final Seats<CountDownLatch> seats;
  private final Semaphore global;
  private final AtomicInteger spare = new AtomicInteger(); // of a fault only
  private final List<Waiting> line = new ArrayList<>(); // of faults only
  private final Set<Origin> left = new HashSet<>(); // of a fault only

  Admission(FetcherConfig config, Faults faults) {
    this.faults = faults;
    global = new Semaphore(config.maxConcurrency(), true);
    seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
  }

  private record Waiting(Origin origin, CountDownLatch waiter) {}

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
      admitted = await(granted, limits.waiting().nanos());
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
    if (faults.has(Fault.LEFT_ORIGINS_ARE_REMEMBERED)) { // BOUND-08
      remember(origin);
    }
    if (!withdraw(origin, waiter) || faults.has(Fault.WAITERS_GIVE_BACK)) {
      release(origin);
    }
  }

  private synchronized void remember(Origin origin) {
    left.add(origin);
  }

  private synchronized List<CountDownLatch> offer(Origin origin, CountDownLatch waiter) {
    if (faults.has(Fault.LATEST_WAITER_FIRST)) { // BOUND-09
      return offerBefore(new Waiting(origin, waiter), other -> other.equals(origin));
    }
    if (faults.has(Fault.YOUNGEST_ORIGIN_FIRST)) { // BOUND-10
      return offerBefore(new Waiting(origin, waiter), other -> !other.equals(origin));
    }
    return seats.offer(origin, waiter);
  }

  /** Those that are overtaken leave their places, and come again behind the latest. */
  private List<CountDownLatch> offerBefore(Waiting latest, Predicate<Origin> overtaken) {
    List<Waiting> others =
        line.stream()
            .filter(other -> overtaken.test(other.origin()))
            .filter(other -> seats.withdraw(other.origin(), other.waiter()))
            .toList();
    line.removeAll(others);
    List<CountDownLatch> granted = new ArrayList<>();
    for (Waiting next : Stream.concat(Stream.of(latest), others.stream()).toList()) {
      granted.addAll(seats.offer(next.origin(), next.waiter()));
      line.add(next);
    }
    return granted;
  }

  private synchronized boolean withdraw(Origin origin, CountDownLatch waiter) {
    return seats.withdraw(origin, waiter); // CANCEL-04
  }

  private void release(Origin origin) {
    wake(released(origin));
  }

  private synchronized List<CountDownLatch> released(Origin origin) {
    try {
      return seats.release(origin);
    } catch (IllegalStateException e) {
      if (faults.has(Fault.WAITERS_GIVE_BACK)) { // BOUND-05: more than was out
        return List.of();
      }
      throw e;
    }
  }

  private static void wake(List<CountDownLatch> granted) {
    granted.forEach(CountDownLatch::countDown);
  }
}
