package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The face {@code iterate}: a run whose outcomes one thread asks for. */
public final class IteratedOutcomes implements Outcomes {
  private final Handover handover;
  private final AtomicBoolean iterated = new AtomicBoolean();
  private volatile @Nullable End end;

  private IteratedOutcomes(Handover handover) {
    this.handover = handover;
  }

  /**
   * Starts a run.
   *
   * @param runs the fetcher's books
   * @param run not started
   * @return its outcomes
   */
  public static Outcomes start(Runs runs, Run run) {
    return new IteratedOutcomes(Handover.startAsked(runs, run));
  }

  @Override
  public Iterator<Outcome> iterator() {
    if (!iterated.compareAndSet(false, true)) {
      throw new IllegalStateException("the outcomes have an iterator, expected to be asked once");
    }
    return new Asking();
  }

  @Override
  public End end() {
    End known = end;
    if (known == null) {
      throw new IllegalStateException("the run has no end yet, expected an exhausted iterator");
    }
    return known;
  }

  @Override
  public void close() {
    handover.cancel();
    handover.close();
  }

  /** Asking for the next outcome says that the previous one has been dealt with. */
  private final class Asking implements Iterator<Outcome> {
    private @Nullable Outcome next;
    private @Nullable Outcome dealtWith;

    @Override
    public boolean hasNext() {
      if (next != null) {
        return true;
      }
      if (end != null) {
        return false;
      }
      deliverPrevious();
      next = await();
      if (next == null) {
        end = handover.end();
        handover.close();
      }
      return next != null;
    }

    @Override
    public Outcome next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the run has ended");
      }
      Outcome outcome = Objects.requireNonNull(next);
      dealtWith = outcome;
      next = null;
      return outcome;
    }

    private void deliverPrevious() {
      Outcome previous = dealtWith;
      if (previous != null) {
        dealtWith = null;
        handover.delivered(previous);
      }
    }

    private @Nullable Outcome await() {
      try {
        return handover.next();
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        CancellationException cancelled =
            new CancellationException("interrupted while waiting for an outcome");
        cancelled.initCause(e);
        throw cancelled;
      } catch (Throwable t) {
        handover.close();
        throw t;
      }
    }
  }
}
