package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.origin.OriginCounts;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;

/** A stretch of time in which a contestant works: counters are differences over it. */
final class Stretch {
  private final Optional<OriginControl> control;
  private final Optional<OriginCounts> origin;
  private final Map<Long, Long> threads;
  private final long allocated;
  private final long cpu;
  private final long compiling;
  private final long began;

  private Stretch(Optional<OriginControl> control, Optional<OriginCounts> origin) {
    this.control = control;
    this.origin = origin;
    this.threads = Threads.cpuNanos();
    this.allocated = allocatedBytes();
    this.cpu = cpuNanos();
    this.compiling = WarmUp.compilingNanos();
    this.began = System.nanoTime();
  }

  static Stretch begin(Optional<OriginControl> control) throws IOException {
    Memory.resetPeak();
    return new Stretch(
        control, control.isEmpty() ? Optional.empty() : Optional.of(control.get().resetPeak()));
  }

  /** CPU time of this process so far. */
  static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }

  long nanos() {
    return System.nanoTime() - began;
  }

  /** Ends it: what it took and what came of it, which must be as many outcomes as expected. */
  void report(Figures figures, Tally tally, long expected) throws IOException {
    report(figures, tally.fetches());
    tally.expect(expected);
    tally.report(figures);
  }

  /** Ends it: what it took, per fetch where that means something. */
  void report(Figures figures, long fetches) throws IOException {
    double nanos = nanos();
    double count = Math.max(1, fetches);
    figures.put(Measure.CPU_PER_FETCH, (cpuNanos() - cpu) / 1e3 / count);
    figures.put(Measure.COMPILING, 100 * (WarmUp.compilingNanos() - compiling) / nanos);
    figures.put(Measure.ALLOCATED_PER_FETCH, (allocatedBytes() - allocated) / count);
    figures.put(Measure.FETCHES_PER_SECOND, fetches * 1e9 / nanos);
    Memory.peakResident().ifPresent(mebi -> figures.put(Measure.PEAK_RSS, mebi));
    figures.threads().putAll(Threads.ranSince(threads));
    if (control.isPresent() && origin.isPresent()) {
      report(figures, count, origin.get(), control.get().counts());
    }
  }

  private static void report(
      Figures figures, double count, OriginCounts before, OriginCounts after) {
    double cpuMicros = (after.cpuNanos() - before.cpuNanos()) / 1e3;
    figures.put(Measure.ORIGIN_CPU_PER_FETCH, cpuMicros / count);
    double connections = after.connections() - before.connections();
    figures.put(Measure.CONNECTIONS, connections);
    figures.put(Measure.PEAK_IN_FLIGHT, after.peak());
  }
}
