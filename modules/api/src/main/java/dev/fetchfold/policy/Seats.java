package dev.fetchfold.policy;

import java.util.List;

/**
 * Who may go next: {@code maxConcurrency} permits in all, {@code maxPerOrigin} per origin.
 *
 * <p>Not thread-safe: the engine guards it its own way, and tells the waiters that are granted
 * after it has let go of its guard. Waiters of one origin go in the order in which they came
 * (BOUND-09); origins that have waiters and a permit to give take turns (BOUND-03). An origin
 * without permits given and without waiters is forgotten (BOUND-08). Every call takes constant time
 * per waiter granted.
 *
 * @param <W> a waiter, compared by identity
 */
public final class Seats<W> {

  /**
   * All seats free.
   *
   * @param maxConcurrency in all, 1 or more
   * @param maxPerOrigin per origin, 1 or more
   */
  public Seats(int maxConcurrency, int maxPerOrigin) {}

  /**
   * A waiter begins to wait.
   *
   * @param origin whose permit it needs
   * @param waiter who; not waiting already
   * @return the waiters now granted, in order: perhaps this one, perhaps none
   */
  public List<W> offer(Origin origin, W waiter) {
    throw new UnsupportedOperationException();
  }

  /**
   * A granted permit is given back.
   *
   * @param origin whose permit it was
   * @return the waiters now granted, in order
   * @throws IllegalStateException if that origin has no permit out
   */
  public List<W> release(Origin origin) {
    throw new UnsupportedOperationException();
  }

  /**
   * A waiter stops waiting.
   *
   * @param origin whose permit it waited for
   * @param waiter who
   * @return true if it was waiting; false if it had been granted before, or was never offered
   */
  public boolean withdraw(Origin origin, W waiter) {
    throw new UnsupportedOperationException();
  }

  /**
   * Permits out now.
   *
   * @return their number over all origins
   */
  public int inFlight() {
    throw new UnsupportedOperationException();
  }

  /**
   * Waiters now.
   *
   * @return their number over all origins
   */
  public int waiting() {
    throw new UnsupportedOperationException();
  }

  /**
   * Origins remembered now.
   *
   * @return their number
   */
  public int origins() {
    throw new UnsupportedOperationException();
  }
}
