package dev.fetchfold.futures;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Who may start: a future per waiter; a permit is given back exactly once. */
final class Admission {
  private final Seats<Waiter> seats;
  private final ReentrantLock lock = new ReentrantLock();

  Admission(FetcherConfig config) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
  }

  // @start region="admit"
  /**
   * A permit, when it is its turn; empty if the target's time has ended by then. Whoever completes
   * it otherwise waits no more (CANCEL-04).
   */
  CompletableFuture<Optional<Permit>> admit(
      Origin origin, Limits limits, BooleanSupplier cancelled) {
    Waiter waiter = new Waiter(origin, limits, cancelled);
    grant(decide(() -> seats.offer(origin, waiter)));
    waiter.turn.whenComplete((permit, gone) -> decide(() -> seats.withdraw(origin, waiter)));
    return waiter.turn;
  }

  /** A place in the line. */
  private final class Waiter {
    private final Origin origin;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final CompletableFuture<Optional<Permit>> turn = new CompletableFuture<>();

    Waiter(Origin origin, Limits limits, BooleanSupplier cancelled) {
      this.origin = origin;
      this.limits = limits;
      this.cancelled = cancelled;
    }

    /** Its turn has come: whether it takes it. */
    boolean begin() {
      if (cancelled.getAsBoolean()) { // CANCEL-02: it will be gone in a moment
        return false;
      }
      if (limits.waiting().nanos() <= 0) { // TIME-05: before the timer has said so
        turn.complete(Optional.empty());
        return false;
      }
      return turn.complete(Optional.of(new Permit(origin)));
    }
  }

  /** One attempt in flight. */
  final class Permit {
    private final Origin origin;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Permit(Origin origin) {
      this.origin = origin;
    }

    void release() {
      if (open.compareAndSet(true, false)) { // BOUND-05
        grant(giveBack(origin));
      }
    }
  }

  private List<Waiter> giveBack(Origin origin) {
    return decide(() -> seats.release(origin));
  }

  /** Outside the lock, and in a loop: ten thousand that are gone meanwhile must not recurse. */
  private void grant(List<Waiter> waiters) {
    Queue<Waiter> next = new ArrayDeque<>(waiters);
    Waiter waiter;
    while ((waiter = next.poll()) != null) {
      if (!waiter.begin()) {
        next.addAll(giveBack(waiter.origin)); // gives it on
      }
    }
  }

  private <T> T decide(Supplier<T> decision) {
    lock.lock();
    try {
      return decision.get();
    } finally {
      lock.unlock();
    }
  }
  // @end
}
