package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Outcome;
import dev.fetchfold.benchmarks.work.Ask;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/** Counts outcomes. Safe for use by many threads. */
final class Tally {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final double MILLI = 1e6;

  private final Histogram queue = new Histogram(LONGEST, 3);
  private final Histogram wire = new Histogram(LONGEST, 3);
  private final LongUnaryOperator atMilestone;
  private long milestone;
  private long fetches;
  private long errors;
  private long unexpected;

  /** Only counts. */
  Tally() {
    this(Long.MAX_VALUE, reached -> Long.MAX_VALUE);
  }

  /**
   * Counts, and does something now and then.
   *
   * @param milestone after how many outcomes for the first time
   * @param atMilestone is given how many there are, and gives the next milestone; called on the
   *     thread that counts
   */
  Tally(long milestone, LongUnaryOperator atMilestone) {
    this.milestone = milestone;
    this.atMilestone = atMilestone;
  }

  /** From an engine, which knows where the time went. */
  synchronized void outcome(Ask ask, Outcome outcome) {
    long onWire = outcome.meta().onWire().toNanos();
    wire.recordValue(Math.min(LONGEST, onWire));
    long inQueue = Math.max(0, outcome.meta().elapsed().toNanos() - onWire);
    queue.recordValue(Math.min(LONGEST, inQueue));
    boolean good = outcome.response().filter(response -> response.status() < 400).isPresent();
    count(good ? 0 : 1, ask.matches(outcome) ? 0 : 1);
  }

  /** From a bare client. */
  synchronized void answer(Ask ask, int status) {
    count(status < 400 ? 0 : 1, ask.matches(status) ? 0 : 1);
  }

  /** From a bare client, which has thrown. */
  synchronized void failed(Ask ask) {
    count(1, 1);
  }

  private void count(int bad, int wrong) {
    fetches++;
    errors += bad;
    unexpected += wrong;
    if (fetches == milestone) {
      milestone = atMilestone.applyAsLong(fetches);
    }
  }

  synchronized long fetches() {
    return fetches;
  }

  /**
   * Compares the count with what was asked for: a figure per fetch says nothing where it is
   * another.
   *
   * @param expected how many outcomes there must have been
   * @throws IOException if there were more, or fewer
   */
  synchronized void expect(long expected) throws IOException {
    if (fetches != expected) {
      throw new IOException(fetches + " outcomes were counted, expected " + expected);
    }
  }

  /** Shares, and percentiles where there are any. */
  synchronized void report(Figures figures) {
    figures.put(Measure.ERROR_PERCENT, 100.0 * errors / Math.max(1, fetches));
    figures.put(Measure.UNEXPECTED, (double) unexpected);
    if (wire.getTotalCount() > 0) {
      figures.put(Measure.QUEUE_P50, queue.getValueAtPercentile(50) / MILLI);
      figures.put(Measure.QUEUE_P99, queue.getValueAtPercentile(99) / MILLI);
      figures.put(Measure.WIRE_P50, wire.getValueAtPercentile(50) / MILLI);
      figures.put(Measure.WIRE_P95, wire.getValueAtPercentile(95) / MILLI);
      figures.put(Measure.WIRE_P99, wire.getValueAtPercentile(99) / MILLI);
      figures.put(Measure.WIRE_MAX, wire.getMaxValue() / MILLI);
    }
  }
}
