package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a run has pushed and its consumer has not taken, a window of outcomes at most. */
final class Inbox implements Run.Receiver {
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Last> last = new AtomicReference<>();
  private final Runnable wake;

  /** Empty; whatever comes wakes the consumer. */
  Inbox(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void outcome(Outcome outcome) {
    outcomes.add(outcome);
    wake.run();
  }

  @Override
  public void end(End end) {
    last.compareAndSet(null, new Last.Ended(end));
    wake.run();
  }

  @Override
  public void failed(Throwable failure) {
    last.compareAndSet(null, new Last.Failed(failure));
    wake.run();
  }

  /** Even where the run has ended and only its outcomes have not been taken. */
  void fail(Throwable failure) {
    last.set(new Last.Failed(failure));
    wake.run();
  }

  /** To be read before the outcomes, which come before the end. */
  @Nullable Last last() {
    return last.get();
  }

  @Nullable Outcome poll() {
    return outcomes.poll();
  }

  boolean isEmpty() {
    return outcomes.isEmpty();
  }

  void clear() {
    outcomes.clear();
  }
}
