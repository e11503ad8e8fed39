package dev.fetchfold.benchmarks.compare;

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
 * @param before what was so before anything was measured
 * @param weights by engine, where they are known
 * @param settings what was set
 */
record Finished(
    Wanted wanted,
    Results results,
    Instant began,
    Duration took,
    Circumstances before,
    Map<String, Weight> weights,
    List<Settings> settings) {}
