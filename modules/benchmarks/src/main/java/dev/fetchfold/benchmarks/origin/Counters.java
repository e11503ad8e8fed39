package dev.fetchfold.benchmarks.origin;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What an origin knows of its own work. Safe for use by many threads. */
final class Counters {
  private final LongAdder connections = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicLong abandonedAt = new AtomicLong();

  void connected() {
    connections.increment();
    open.incrementAndGet();
  }

  void disconnected() {
    open.decrementAndGet();
  }

  /** A head is complete. */
  void begun() {
    requests.increment();
    peak.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
  }

  /** The last byte is about to be written. */
  void ended() {
    inFlight.decrementAndGet();
  }

  /** The connection is gone before its request was answered. */
  void abandoned() {
    abandonedAt.set(System.nanoTime());
    inFlight.decrementAndGet();
  }

  /** Begins a new peak from what is in flight now. */
  void resetPeak() {
    peak.set(inFlight.get());
  }

  OriginCounts counts() {
    return new OriginCounts(
        requests.sum(),
        connections.sum(),
        open.get(),
        inFlight.get(),
        peak.get(),
        abandonedAt.get(),
        processCpuNanos());
  }

  private static long processCpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
