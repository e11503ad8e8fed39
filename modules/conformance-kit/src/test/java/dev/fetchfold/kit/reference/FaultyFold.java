package dev.fetchfold.kit.reference;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A fold, as a fetcher calls it that is careless with callbacks. */
final class FaultyFold<R extends @Nullable Object> implements Fold.Accumulator<R> {
  private final Fold.Accumulator<R> called;
  private final Faults faults;
  private final ReentrantLock lock;
  private final List<Thread> apart = new ArrayList<>();
  private boolean stopping;

  private FaultyFold(Fold.Accumulator<R> called, Faults faults, ReentrantLock lock) {
    this.called = called;
    this.faults = faults;
    this.lock = lock;
  }

  static <R extends @Nullable Object> Fold<R> of(Fold<R> fold, Faults faults, ReentrantLock lock) {
    return () -> new FaultyFold<>(fold.start(), faults, lock);
  }

  @Override
  public Step step(Outcome outcome) throws InterruptedException {
    if (faults.has(Fault.STEPS_OVERLAP)) { // FOLD-01
      apart.add(Thread.startVirtualThread(() -> stepApart(outcome)));
      return Step.CONTINUE;
    }
    if (faults.has(Fault.FOLD_IS_CALLED_UNDER_A_LOCK)) { // FOLD-03
      lock.lock();
      try {
        return called.step(outcome);
      } finally {
        lock.unlock();
      }
    }
    if (faults.has(Fault.ERRORS_OF_STEPS_ARE_SWALLOWED)) { // FOLD-02
      return stepOrGoOn(outcome);
    }
    return stopped(called.step(outcome));
  }

  private void stepApart(Outcome outcome) {
    try {
      called.step(outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Step stepOrGoOn(Outcome outcome) throws InterruptedException {
    try {
      return called.step(outcome);
    } catch (Error e) {
      return Step.CONTINUE;
    }
  }

  private Step stopped(Step step) {
    if (step == Step.STOP && faults.has(Fault.STOP_IS_IGNORED)) { // CANCEL-07
      return Step.CONTINUE;
    }
    if (step == Step.STOP && faults.has(Fault.A_STEP_FOLLOWS_A_STOP)) { // CANCEL-07
      boolean second = stopping;
      stopping = true;
      return second ? Step.STOP : Step.CONTINUE;
    }
    return step;
  }

  @Override
  public R finish(End end) {
    apart.forEach(FaultyFold::join);
    return called.finish(end);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
