package dev.fetchfold.kit.rules.props;

import dev.fetchfold.Batch;
import dev.fetchfold.Target;
import dev.fetchfold.kit.SneakyThrow;
import dev.fetchfold.kit.Trial;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A lazy source of a check: what it yields, and what is done each time it is asked.
 *
 * <p>One that is endless for a fetcher with a window is not for any other (K9): it says so when
 * many more were taken than delivered, and ends when there was plenty.
 */
public final class Feed implements Iterable<Target> {
  /** More than any window of a check. */
  static final int MOST_AHEAD = 5_000;

  private static final int PLENTY = 100_000;
  private static final int OFTEN = 100;

  private final int count;
  private final Optional<Trial> watching;
  private final Next next;
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> together = new AtomicReference<>();

  /** What a source does when it is asked for a target. */
  @FunctionalInterface
  public interface Next {
    /**
     * The next target.
     *
     * @param index which, from 0 on
     * @return the target, or null where a check wants that
     * @throws Exception whatever a check wants thrown
     */
    @Nullable Target at(int index) throws Exception;
  }

  /**
   * Throws and yields nothing.
   *
   * @param thrown what is thrown
   * @return what the source does
   */
  public static Next throwing(Throwable thrown) {
    return index -> {
      throw SneakyThrow.of(thrown);
    };
  }

  private Feed(int count, Optional<Trial> watching, Next next) {
    this.count = count;
    this.watching = watching;
    this.next = next;
  }

  /**
   * A source with an end.
   *
   * @param count how many targets it has
   * @param next what it does for each
   * @return the source
   */
  public static Feed of(int count, Next next) {
    return new Feed(count, Optional.empty(), next);
  }

  /**
   * Without an end for the runs of that trial, which delivers what is taken.
   *
   * @param trial whose runs take from it
   * @param next what it does for each target
   * @return the source
   */
  public static Feed endless(Trial trial, Next next) {
    return new Feed(PLENTY, Optional.of(trial), next);
  }

  /**
   * A batch of it.
   *
   * @return the batch
   */
  public Batch batch() {
    return Batch.from(this);
  }

  /**
   * How many targets were taken.
   *
   * @return the number
   */
  public int taken() {
    return taken.get();
  }

  /**
   * Whether two threads were seen in it at the same time.
   *
   * @return true if they were
   */
  public boolean askedByTwo() {
    return together.get() != null;
  }

  @Override
  public Iterator<Target> iterator() {
    return new Asked();
  }

  private final class Asked implements Iterator<Target> {
    private int index;

    @Override
    public boolean hasNext() {
      enter();
      try {
        return index < count;
      } finally {
        asking.decrementAndGet();
      }
    }

    @Override
    public Target next() {
      if (index >= count) {
        throw new NoSuchElementException("a source of " + count);
      }
      enter();
      try {
        return yielded(next.at(index++));
      } catch (Exception e) {
        throw SneakyThrow.of(e);
      } finally {
        asking.decrementAndGet();
      }
    }
  }

  private void enter() {
    if (asking.incrementAndGet() > 1) {
      together.set(Thread.currentThread());
    }
  }

  /** The deliveries of all runs count, so that the figure may be too low, never too high. */
  private void expectDeliveries(Trial trial) {
    int delivered = trial.delivered();
    if (taken.get() - delivered > MOST_AHEAD) {
      throw trial.breach(
          "at most " + MOST_AHEAD + " targets taken and not delivered",
          "the fetcher takes without end: " + taken + " taken, " + delivered + " delivered");
    }
  }

  @SuppressWarnings("NullAway") // a source that yields null is what BATCH-04 is about
  private Target yielded(@Nullable Target target) {
    if (taken.incrementAndGet() % OFTEN == 0) {
      watching.ifPresent(this::expectDeliveries);
    }
    return target;
  }
}
