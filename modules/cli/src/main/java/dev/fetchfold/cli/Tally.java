package dev.fetchfold.cli;

import dev.fetchfold.Failure;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What there is to say about a run in constant space. Used by one thread. */
final class Tally {
  private static final long LONGEST_US = TimeUnit.DAYS.toMicros(1);

  private final Map<Integer, Long> classes = new TreeMap<>();
  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final Histogram elapsed = new Histogram(LONGEST_US, 3);
  private final Histogram onWire = new Histogram(LONGEST_US, 3);
  private long targets;
  private long succeeded;
  private long bytes;

  void add(Outcome outcome) {
    targets++;
    elapsed.recordValue(micros(outcome.meta().elapsed()));
    onWire.recordValue(micros(outcome.meta().onWire()));
    switch (outcome) {
      case Response response -> add(response);
      case Failure failure -> reasons.merge(failure.reason(), 1L, Long::sum);
    }
  }

  private void add(Response response) {
    classes.merge(response.status() / 100, 1L, Long::sum);
    bytes += response.body().size();
    if (response.status() < 400) {
      succeeded++;
    }
  }

  private static long micros(Duration duration) {
    return Math.min(LONGEST_US, TimeUnit.NANOSECONDS.toMicros(duration.toNanos()));
  }

  long targets() {
    return targets;
  }

  /** Whether every outcome is a response below 400. */
  boolean allSucceeded() {
    return succeeded == targets;
  }

  long bytes() {
    return bytes;
  }

  /** Responses by the first digit of their status. */
  Map<Integer, Long> classes() {
    return classes;
  }

  Map<Reason, Long> reasons() {
    return reasons;
  }

  /** From taken to settled, in microseconds. */
  Histogram elapsed() {
    return elapsed;
  }

  /** The sum of a target's attempts, in microseconds. */
  Histogram onWire() {
    return onWire;
  }
}
