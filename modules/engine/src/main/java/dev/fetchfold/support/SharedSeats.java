package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * {@link Seats} for any number of threads, none of which waits. A monitor is held for the decision
 * alone; the waiters that are granted begin outside it, one after another, so that one which gives
 * its permit back at once does not recurse.
 *
 * @param <W> a waiter, compared by identity
 */
public final class SharedSeats<W> {
  private final Seats<W> seats;
  private final Consumer<? super W> begin;
  private final Executor granting = new Serial(Runnable::run);

  /**
   * All seats free.
   *
   * @param config for the bounds
   * @param begin told that a waiter has its permit, on whichever thread gave it; must not throw
   */
  public SharedSeats(FetcherConfig config, Consumer<? super W> begin) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
    this.begin = begin;
  }

  /**
   * A waiter begins to wait, and perhaps has its permit before this returns.
   *
   * @param origin whose permit it needs
   * @param waiter who; not waiting already
   */
  public void offer(Origin origin, W waiter) {
    List<W> granted;
    synchronized (seats) {
      granted = seats.offer(origin, waiter);
    }
    grant(granted);
  }

  /**
   * A waiter waits no more. Has no effect on one that has its permit.
   *
   * @param origin whose permit it needed
   * @param waiter who
   */
  public void withdraw(Origin origin, W waiter) {
    synchronized (seats) {
      seats.withdraw(origin, waiter);
    }
  }

  /**
   * A permit is given back.
   *
   * @param origin whose
   */
  public void release(Origin origin) {
    List<W> granted;
    synchronized (seats) {
      granted = seats.release(origin);
    }
    grant(granted);
  }

  private void grant(List<W> waiters) {
    waiters.forEach(waiter -> granting.execute(() -> begin.accept(waiter)));
  }
}
