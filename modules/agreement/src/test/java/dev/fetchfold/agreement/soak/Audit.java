package dev.fetchfold.agreement.soak;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The consumer of one run: each target has one outcome, the right one, and a cancel ends them. */
final class Audit implements Fold.Accumulator<Audit> {
  private final String name;
  private final int targets;
  private final Faults faults;
  private final BitSet seen = new BitSet();
  private final CountDownLatch enough;
  private volatile boolean cancelled;

  /** A cancel does not wait: the step that was being called when it came may be seen after it. */
  private int late;

  /** After {@code enough} outcomes {@link #awaitEnough} returns. */
  Audit(String name, int targets, int enough, Faults faults) {
    this.name = name;
    this.targets = targets;
    this.enough = new CountDownLatch(enough);
    this.faults = faults;
  }

  @Override
  public Step step(Outcome outcome) {
    if (cancelled && ++late > 1) {
      faults.add(name + ": a further step came after the cancel had returned");
    }
    int index = Math.toIntExact(outcome.index());
    if (seen.get(index)) {
      faults.add(name + ": a second outcome of target " + index);
    }
    seen.set(index);
    if (!Task.of(outcome).explains(outcome)) {
      faults.add(name + ": " + Task.of(outcome) + " ended in " + outcome);
    }
    enough.countDown();
    return Step.CONTINUE;
  }

  @Override
  public Audit finish(End end) {
    faults.expectEqual(name + ", end", End.EXHAUSTED, end);
    faults.expectEqual(name + ", outcomes", targets, seen.cardinality());
    return this;
  }

  void awaitEnough() throws InterruptedException {
    if (!enough.await(Patience.SECONDS, TimeUnit.SECONDS)) {
      faults.add(name + ": hangs, " + enough.getCount() + " outcomes are missing");
    }
  }

  /** To be called when the cancel has returned. */
  void noteCancelled() {
    cancelled = true;
  }
}
