package dev.fetchfold.policy;

import dev.fetchfold.url.Origin;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Who may go next: {@code maxConcurrency} permits in all, {@code maxPerOrigin} per origin.
 *
 * <p>Theory of operation. Each origin has a line of waiters, in the order in which they came
 * (BOUND-09), and a number of permits that are out. A line is in {@code ready} while it has a
 * waiter and a permit of its own to give; the first of {@code ready} has the next global permit,
 * and then goes to the end, so that origins take turns (BOUND-03, BOUND-10). An origin without
 * permits out and without waiters is forgotten (BOUND-08). Every call takes constant time per
 * waiter granted.
 *
 * <p>Not thread-safe: the engine guards it its own way, and tells the waiters that are granted
 * after it has let go of its guard. Between the two a waiter may have gone, and so an engine has
 * the states of a permit, in whatever form:
 *
 * <pre>
 *   WAITING ---- granted ----> GRANTED ---- received ----> HELD ---- released ----> GONE
 *      |                          |                                                   ^
 *      | left, or out of time     | nobody there any more: released at once           |
 *      `--- withdraw ------------>'---------------------------------------------------'
 * </pre>
 *
 * @param <W> a waiter, compared by identity
 */
public final class Seats<W> {
  private final int maxConcurrency;
  private final int maxPerOrigin;
  private final Map<Origin, Line<W>> lines = new HashMap<>();

  /** The lines with a waiter and a permit of their own to give; the first has its turn. */
  private final LinkedHashSet<Line<W>> ready = new LinkedHashSet<>();

  private int inFlight;
  private int waiting;

  /**
   * All seats free.
   *
   * @param maxConcurrency in all, 1 or more
   * @param maxPerOrigin per origin, 1 or more
   */
  public Seats(int maxConcurrency, int maxPerOrigin) {
    this.maxConcurrency = positive("maxConcurrency", maxConcurrency);
    this.maxPerOrigin = positive("maxPerOrigin", maxPerOrigin);
  }

  /** The waiters of one origin in the order in which they came, and its permits that are out. */
  private static final class Line<W> {
    final Origin origin;
    final LinkedHashSet<Same<W>> waiters = new LinkedHashSet<>();
    int out;

    Line(Origin origin) {
      this.origin = origin;
    }
  }

  /** Makes a waiter comparable by identity, whatever its class says of equality. */
  private record Same<W>(W waiter) {
    @Override
    @SuppressWarnings("ReferenceEquality") // identity is the purpose
    public boolean equals(Object other) {
      return other instanceof Same<?> that && that.waiter == waiter;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(waiter);
    }
  }

  /**
   * A waiter begins to wait.
   *
   * @param origin whose permit it needs
   * @param waiter who; not waiting already
   * @return the waiters now granted, in order: perhaps this one, perhaps none
   * @throws IllegalArgumentException if it waits for that origin already
   */
  public List<W> offer(Origin origin, W waiter) {
    Line<W> line = lines.computeIfAbsent(origin, Line::new);
    if (!line.waiters.add(new Same<>(waiter))) {
      throw new IllegalArgumentException("the waiter waits for " + origin + " already");
    }
    waiting++;
    settle(line);
    return grant();
  }

  /**
   * A granted permit is given back.
   *
   * @param origin whose permit it was
   * @return the waiters now granted, in order
   * @throws IllegalStateException if that origin has no permit out
   */
  public List<W> release(Origin origin) {
    Line<W> line = lines.get(origin);
    if (line == null || line.out == 0) {
      throw new IllegalStateException("no permit of " + origin + " is out");
    }
    line.out--;
    inFlight--;
    settle(line);
    return grant();
  }

  /**
   * A waiter stops waiting.
   *
   * @param origin whose permit it waited for
   * @param waiter who
   * @return true if it was waiting; false if it had been granted before, or was never offered
   */
  public boolean withdraw(Origin origin, W waiter) {
    Line<W> line = lines.get(origin);
    if (line == null || !line.waiters.remove(new Same<>(waiter))) {
      return false;
    }
    waiting--;
    settle(line);
    return true;
  }

  /**
   * Permits out now.
   *
   * @return their number over all origins
   */
  public int inFlight() {
    return inFlight;
  }

  /**
   * Waiters now.
   *
   * @return their number over all origins
   */
  public int waiting() {
    return waiting;
  }

  /**
   * Origins remembered now.
   *
   * @return their number
   */
  public int origins() {
    return lines.size();
  }

  /** One waiter at most: before a call none could go, and a call adds one or frees one permit. */
  private List<W> grant() {
    if (inFlight == maxConcurrency || ready.isEmpty()) { // BOUND-01
      return List.of();
    }
    Line<W> line = ready.removeFirst(); // BOUND-10
    W waiter = line.waiters.removeFirst().waiter(); // BOUND-09
    waiting--;
    line.out++;
    inFlight++;
    settle(line);
    return List.of(waiter);
  }

  /** Adds the line to {@code ready} or removes it; one already there keeps its position. */
  private void settle(Line<W> line) {
    if (line.waiters.isEmpty()) {
      ready.remove(line);
    } else if (line.out < maxPerOrigin) { // BOUND-02, BOUND-03
      ready.add(line);
    }
    if (line.out == 0 && line.waiters.isEmpty()) {
      lines.remove(line.origin); // BOUND-08
    }
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
    }
    return value;
  }
}
