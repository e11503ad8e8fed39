package dev.fetchfold.kit.rules;

import dev.fetchfold.Batch;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Sneak;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A lazy source of a check: what it yields, and what is done each time it is asked. */
final class Feed implements Iterable<Target> {
  private final int count;
  private final Next next;
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> together = new AtomicReference<>();

  /** What a source does when it is asked for a target. */
  @FunctionalInterface
  interface Next {
    @Nullable Target at(int index) throws Exception;
  }

  static Next throwing(Throwable thrown) {
    return index -> {
      throw Sneak.past(thrown);
    };
  }

  private Feed(int count, Next next) {
    this.count = count;
    this.next = next;
  }

  static Feed of(int count, Next next) {
    return new Feed(count, next);
  }

  static Feed endless(Next next) {
    return new Feed(Integer.MAX_VALUE, next);
  }

  Batch batch() {
    return Batch.from(this);
  }

  /** How many targets were taken. */
  int taken() {
    return taken.get();
  }

  /** Whether two threads were seen in it at the same time. */
  boolean askedByTwo() {
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
        throw Sneak.past(e);
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

  @SuppressWarnings("NullAway") // a source that yields null is what BATCH-04 is about
  private Target yielded(@Nullable Target target) {
    taken.incrementAndGet();
    return target;
  }
}
