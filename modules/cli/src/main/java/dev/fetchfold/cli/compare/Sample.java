package dev.fetchfold.cli.compare;

import dev.fetchfold.cli.origin.OriginCounts;

/**
 * One run, seen from both ends.
 *
 * @param workload what was to be done
 * @param engine who did it
 * @param engineSide what the engine's process measured
 * @param before the origin's counters before the run, its peak reset
 * @param after the origin's counters after it
 */
record Sample(
    Workload workload,
    String engine,
    Measurement engineSide,
    OriginCounts before,
    OriginCounts after) {

  double fetchesPerSecond() {
    return engineSide.fetches() * 1e9 / engineSide.wallNanos();
  }

  double cpuMicrosPerFetch() {
    return engineSide.cpuNanos() / 1e3 / engineSide.fetches();
  }

  double originCpuMicrosPerFetch() {
    return (after.cpuNanos() - before.cpuNanos()) / 1e3 / engineSide.fetches();
  }

  double p99Millis() {
    return engineSide.p99Nanos() / 1e6;
  }

  double threads() {
    return engineSide.threads();
  }

  double peak() {
    return after.peak();
  }

  double errorPercent() {
    return engineSide.errors() * 100.0 / engineSide.fetches();
  }
}
