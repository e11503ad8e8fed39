package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Conformance.Finding;
import dev.fetchfold.benchmarks.compare.Dependencies.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A comparison that is over, with all that its figures are worth nothing without.
 *
 * @param wanted what was asked for
 * @param results the runs
 * @param began when
 * @param took how long
 * @param loadBefore the machine's load average before anything was measured
 * @param commit of the project; empty if it is unknown
 * @param conformance by engine
 * @param weights by engine, where they are known
 * @param settings what was set
 */
record Finished(
    Wanted wanted,
    Results results,
    Instant began,
    Duration took,
    double loadBefore,
    String commit,
    Map<String, Finding> conformance,
    Map<String, Weight> weights,
    List<Settings> settings) {

  /** More load per processor than this, and the figures are about something else. */
  private static final double BUSY = 0.5;

  boolean wasBusy() {
    return loadBefore > BUSY * Runtime.getRuntime().availableProcessors();
  }
}
