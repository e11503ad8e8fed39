package dev.fetchfold.kit.rules.props;

import dev.fetchfold.origin.Overdue;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Time to be given in turn, where one success is success (K5): T, then 4 T, then 16 T. Where the
 * machine itself was late by a part of the last one, that said nothing of the fetcher, and T grows
 * on, up to half of the kit's patience.
 *
 * <p>Each iterator measures for itself what happened since it gave out its last time.
 */
public final class EnoughTime implements Iterable<Duration> {
  private static final int FACTOR = 4;
  private static final int TRIES = 3;
  private static final int PART = 8;
  private static final Duration MOST = Overdue.PATIENCE.dividedBy(2);

  private final Duration first;
  private final Lateness machine;

  EnoughTime(Duration first, Lateness machine) {
    this.first = first;
    this.machine = machine;
  }

  /** How late a machine is with what costs nothing. */
  interface Lateness {
    /** Begins to measure, unless it does so already. */
    void watch();

    /** The longest lateness since an instant of {@link System#nanoTime}. */
    Duration since(long nanoTime);
  }

  /**
   * Times on this machine.
   *
   * @param first the least
   * @return the times
   */
  public static EnoughTime from(Duration first) {
    return new EnoughTime(first, ReferenceTimer.SHARED);
  }

  /**
   * The least, to be given without a second try.
   *
   * @return the first of them
   */
  public Duration first() {
    return first;
  }

  @Override
  public Iterator<Duration> iterator() {
    machine.watch();
    return new Growing();
  }

  private final class Growing implements Iterator<Duration> {
    private Duration given = Duration.ZERO;
    private Duration next = first;
    private long began = System.nanoTime();
    private int tries;

    @Override
    public boolean hasNext() {
      return tries < TRIES || (next.compareTo(MOST) <= 0 && wasLate());
    }

    private boolean wasLate() {
      return machine.since(began).compareTo(given.dividedBy(PART)) >= 0;
    }

    @Override
    public Duration next() {
      if (!hasNext()) {
        throw new NoSuchElementException("after " + given + " there was time enough");
      }
      machine.watch();
      tries++;
      given = next;
      next = given.multipliedBy(FACTOR);
      began = System.nanoTime();
      return given;
    }
  }
}
