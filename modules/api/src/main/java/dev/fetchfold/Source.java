package dev.fetchfold;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
    private final Supplier<Iterator<? extends Target>> targets;
    private final Optional<AutoCloseable> owner;
    private final AtomicBoolean used = new AtomicBoolean();

    Lazy(Supplier<Iterator<? extends Target>> targets, Optional<AutoCloseable> owner) {
      this.targets = targets;
      this.owner = owner;
    }

    /**
     * Claims the source for one run, before anything else is done for it.
     *
     * @throws IllegalStateException if it is a one-shot that was claimed before (BATCH-07)
     */
    public void claim() {
      if (owner.isPresent() && !used.compareAndSet(false, true)) {
        throw new IllegalStateException(
            "the batch stands on a one-shot source that has been run, expected a new batch");
      }
    }

    /**
     * The stream or iterable to be closed by the one run it serves.
     *
     * @return what to close, exactly once, iterated or not; empty if nothing but perhaps the
     *     iterator can be closed
     */
    public Optional<AutoCloseable> owner() {
      return owner;
    }

    /**
     * Begins to iterate. Runs the user's code, which may block and throw.
     *
     * @return an iterator for one thread at a time
     */
    public Iterator<? extends Target> iterator() {
      return targets.get();
    }
  }
}
