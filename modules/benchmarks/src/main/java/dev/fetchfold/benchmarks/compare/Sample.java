package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Workload;

/**
 * One run.
 *
 * @param entry whose
 * @param workload of what
 * @param fork in which of its JVMs, from 1
 * @param result what came of it
 */
record Sample(Entry entry, Workload workload, int fork, Result result) {

  /** What came of a run. */
  sealed interface Result {}

  /**
   * It was done.
   *
   * @param figures what was measured
   */
  record Measured(Figures figures) implements Result {}

  /**
   * It was not tried.
   *
   * @param because why
   */
  record NotRun(String because) implements Result {}

  /**
   * It was tried.
   *
   * @param how it failed
   */
  record Failed(String how) implements Result {}
}
