package dev.fetchfold.kit;

import dev.fetchfold.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run of a batch through one face, and what the consumer has seen of it. */
public final class Run {
  private final String face;
  private final Handler handler;
  private final Controls controls;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Outcome> begun = new ArrayList<>();
  private final List<Outcome> delivered = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private int inside;
  private int mostInside;
  private @Nullable Ended ended;

  Run(String face, Handler handler, Controls controls) {
    this.face = face;
    this.handler = handler;
    this.controls = controls;
  }

  /** What a face lets its consumer do. */
  interface Controls {
    void cancel();

    void request(long n);
  }

  /** Cancels the run in its face's own way. Does not wait, may be repeated. */
  public void cancel() {
    controls.cancel();
  }

  /**
   * Asks for so many outcomes more.
   *
   * @param n 1 or more; {@code Long.MAX_VALUE} for all
   * @throws IllegalStateException if the face is no {@link AskingFace}
   */
  public void request(long n) {
    controls.request(n);
  }

  /**
   * Waits for the end.
   *
   * @return how the run ended
   * @throws InterruptedException if the watchdog gives up
   */
  public Ended awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (ended == null) {
        changed.await();
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end and expects it to be normal.
   *
   * @return every outcome in the order of delivery
   * @throws InterruptedException if the watchdog gives up
   */
  public List<Outcome> awaitAll() throws InterruptedException {
    Ended end = awaitEnd();
    if (!(end instanceof Ended.Normally)) {
      throw unexpected("a run that comes to its normal end", end);
    }
    return delivered();
  }

  /**
   * Waits until the handler has returned from so many outcomes.
   *
   * @param n how many
   * @throws InterruptedException if the watchdog gives up
   */
  public void awaitDelivered(int n) throws InterruptedException {
    await(n + " outcomes delivered", () -> delivered.size() >= n);
  }

  /**
   * Waits until the handler has been called for so many outcomes.
   *
   * @param n how many
   * @throws InterruptedException if the watchdog gives up
   */
  public void awaitBegun(int n) throws InterruptedException {
    await(n + " outcomes handed over", () -> begun.size() >= n);
  }

  /**
   * The outcomes whose handler has been called.
   *
   * @return a copy, in that order
   */
  public List<Outcome> begun() {
    return locked(begun);
  }

  /**
   * The outcomes whose handler has returned.
   *
   * @return a copy, in that order
   */
  public List<Outcome> delivered() {
    return locked(delivered);
  }

  /** How many handlers have returned. */
  int deliveries() {
    lock.lock();
    try {
      return delivered.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was signalled after the end.
   *
   * @return a copy; empty for a correct fetcher
   */
  public List<String> late() {
    return locked(late);
  }

  /**
   * How many handlers ran at the same time at most.
   *
   * @return 1 for a correct fetcher, 0 if nothing was delivered
   */
  public int mostInside() {
    lock.lock();
    try {
      return mostInside;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How the run ended, if it has.
   *
   * @return the end, or empty
   */
  public Optional<Ended> ended() {
    lock.lock();
    try {
      return Optional.ofNullable(ended);
    } finally {
      lock.unlock();
    }
  }

  /** Shows what the consumer has seen. */
  @Override
  public String toString() {
    lock.lock();
    try {
      String end = ended == null ? "not ended" : ended.toString();
      String after = late.isEmpty() ? "" : ", and after that " + late;
      return "run through "
          + face
          + ": "
          + begun.size()
          + " handed over, "
          + delivered.size()
          + " delivered, "
          + end
          + after;
    } finally {
      lock.unlock();
    }
  }

  /** A figure that changes whenever the consumer sees something. */
  int happened() {
    lock.lock();
    try {
      return begun.size() + delivered.size() + (ended == null ? 0 : 1);
    } finally {
      lock.unlock();
    }
  }

  void handle(Outcome outcome) throws InterruptedException {
    enter(outcome);
    try {
      handler.on(outcome);
    } catch (Throwable t) {
      leave();
      throw t;
    }
    deliver(outcome);
  }

  void end(Ended how) {
    lock.lock();
    try {
      if (ended == null) {
        ended = how;
      } else if (!(ended instanceof Ended.Silently)) {
        late.add(how.toString());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the consumer has cancelled and will be told nothing more. */
  void cancelled() {
    lock.lock();
    try {
      if (ended == null) {
        ended = new Ended.Silently();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void enter(Outcome outcome) {
    lock.lock();
    try {
      // Reactive Streams §2.8: what was on its way when the consumer cancelled may still come.
      if (ended != null && !(ended instanceof Ended.Silently)) {
        late.add("outcome " + outcome.index());
      }
      begun.add(outcome);
      inside++;
      mostInside = Math.max(mostInside, inside);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Outcome outcome) {
    lock.lock();
    try {
      inside--;
      delivered.add(outcome);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      inside--;
    } finally {
      lock.unlock();
    }
  }

  private void await(String what, BooleanSupplier reached) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!reached.getAsBoolean()) {
        if (ended != null) {
          throw unexpected("a run with " + what, ended);
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private Mismatch unexpected(String expected, Ended end) {
    Mismatch mismatch = new Mismatch(expected, toString());
    if (end instanceof Ended.Exceptionally failed) {
      mismatch.initCause(failed.cause());
    }
    return mismatch;
  }

  private <T> List<T> locked(List<T> list) {
    lock.lock();
    try {
      return List.copyOf(list);
    } finally {
      lock.unlock();
    }
  }
}
