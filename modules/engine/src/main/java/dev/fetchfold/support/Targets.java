package dev.fetchfold.support;

import dev.fetchfold.Source;
import dev.fetchfold.Target;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one run, one after another, for one thread at a time (BATCH-03).
 *
 * <p>Opens the source when first asked and closes it exactly once (BATCH-07). What the source
 * throws comes out unchanged, whatever its type. Of a {@link Source.Lazy} every method but the
 * constructor may block.
 */
public final class Targets implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Targets.class.getName());

  private final Source source;
  private final Runs runs;
  private @Nullable Iterator<? extends Target> iterator;
  private @Nullable AutoCloseable closing;
  private long index;

  /**
   * Claims the source for this run.
   *
   * @param source where the targets come from
   * @param runs whose callbacks the source's calls are
   * @throws IllegalStateException if it is a one-shot that was run before
   */
  public Targets(Source source, Runs runs) {
    this.source = source;
    this.runs = runs;
    if (source instanceof Source.Lazy lazy) {
      lazy.claim(); // BATCH-07
      closing = lazy.owner().orElse(null);
    }
  }

  /**
   * Whether asking for the next target returns at once and runs no code of the user's.
   *
   * @return true for a batch of known size
   */
  public boolean known() {
    return source instanceof Source.Known;
  }

  /**
   * The next target.
   *
   * @return what was taken, or null if the source is exhausted
   * @throws NullPointerException if the source yields null (BATCH-04)
   */
  public @Nullable Taken next() {
    if (iterator == null) {
      iterator = asked(this::open);
    }
    if (!asked(iterator::hasNext)) {
      return null;
    }
    Target target = asked(iterator::next);
    if (target == null) {
      throw new NullPointerException("the source yielded null at " + index);
    }
    return new Taken(index++, target, System.nanoTime());
  }

  /** Each call is a callback of its own: what it leaves is not for the next (FOLD-06). */
  private <T extends @Nullable Object> T asked(Runs.Callback<T, RuntimeException> question) {
    return known() ? question.call() : runs.call(question);
  }

  private Iterator<? extends Target> open() {
    return switch (source) {
      case Source.Known known -> known.targets().iterator();
      case Source.Lazy lazy -> {
        Iterator<? extends Target> opened = lazy.iterator();
        if (lazy.owner().isEmpty() && opened instanceof AutoCloseable closeable) {
          closing = closeable;
        }
        yield opened;
      }
    };
  }

  /**
   * Closes the source, also one that was never asked. May be repeated. What closing throws is
   * logged: the run has its result.
   */
  @Override
  public void close() {
    Runs.CallbackScope scope = runs.enter();
    try {
      AutoCloseable once = closing;
      closing = null;
      if (once != null) {
        once.close();
      }
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "a source failed to close", t);
    } finally {
      runs.leave(scope);
    }
  }
}
