package dev.fetchfold.kit.rules.props;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.origin.Overdue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How time grows (K5): on a machine that is in time, on one that is late, and on this one. */
class EnoughTimeTest {
  private static final Duration T = Duration.ofMillis(20);

  /** A machine that is always so late. */
  private record Late(Duration by) implements EnoughTime.Lateness {
    @Override
    public void watch() {}

    @Override
    public Duration since(long nanoTime) {
      return by;
    }
  }

  private static List<Duration> all(Duration late) {
    List<Duration> all = new ArrayList<>();
    new EnoughTime(T, new Late(late)).forEach(all::add);
    return all;
  }

  @Test
  void threeTimesOnAMachineThatIsInTime() {
    assertEquals(List.of(T, T.multipliedBy(4), T.multipliedBy(16)), all(Duration.ofMillis(39)));
  }

  /** What is late by an eighth of 16 T is not late by an eighth of 64 T. */
  @Test
  void onceMoreOnAMachineThatIsLate() {
    assertEquals(T.multipliedBy(64), all(Duration.ofMillis(41)).getLast());
  }

  /** So that a fetcher that is broken is found on the slowest machine, and before the watchdog. */
  @Test
  void noLongerThanTheWatchdogOnAMachineThatStandsStill() {
    Duration last = all(Duration.ofHours(1)).getLast();
    assertTrue(last.compareTo(Overdue.PATIENCE.dividedBy(2)) <= 0, last::toString);
    assertTrue(last.multipliedBy(4).compareTo(Overdue.PATIENCE.dividedBy(2)) > 0, last::toString);
  }

  @Test
  void noneBeyondTheLast() {
    Iterator<Duration> times = new EnoughTime(T, new Late(Duration.ZERO)).iterator();
    times.forEachRemaining(time -> {});
    assertThrows(NoSuchElementException.class, times::next);
  }

  /** Every round takes some time beyond its moment, if only that of a connection. */
  @Test
  @Timeout(60)
  void thisMachineIsMeasured() {
    long began = System.nanoTime();
    ReferenceTimer.SHARED.watch();
    while (ReferenceTimer.SHARED.since(began).isZero()) {
      Thread.onSpinWait();
    }
  }
}
