package dev.fetchfold;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Where the targets of a batch come from: for authors of engines.
 *
 * <p>A {@link Known} source never blocks and may be asked on any thread. A {@link Lazy} one may
 * block, is asked on a thread of its own and is closed exactly once by the run that opened it
 * (BATCH-07, BATCH-08).
 */
public sealed interface Source {

  /**
   * Targets that are all here.
   *
   * @param targets in order of index
   */
  record Known(List<Target> targets) implements Source {
    /** Copies the list; a null target is refused. */
    public Known {
      targets = List.copyOf(targets);
    }
  }

  /** Targets that are computed, read or waited for. */
  final class Lazy implements Source {
    private final Supplier<Opened> opener;
    private final boolean oneShot;
    private final AtomicBoolean used = new AtomicBoolean();

    Lazy(Supplier<Opened> opener, boolean oneShot) {
      this.opener = Objects.requireNonNull(opener, "opener");
      this.oneShot = oneShot;
    }

    /**
     * Claims the source for one run, before anything else is done for it.
     *
     * @throws IllegalStateException if it is a one-shot that was claimed before (BATCH-07)
     */
    public void claim() {
      if (oneShot && !used.compareAndSet(false, true)) {
        throw new IllegalStateException(
            "the batch stands on a one-shot source that has been run, expected a new batch");
      }
    }

    /**
     * Opens the source for the run that claimed it. Runs the user's code: on the source's thread.
     *
     * @return the iterator, and what closes it
     */
    public Opened open() {
      return opener.get();
    }
  }

  /**
   * A lazy source in use by one run.
   *
   * @param iterator asked by one thread at a time
   * @param close to be called exactly once, whether or not the iterator is exhausted; may throw
   */
  record Opened(Iterator<? extends Target> iterator, AutoCloseable close) {}
}
