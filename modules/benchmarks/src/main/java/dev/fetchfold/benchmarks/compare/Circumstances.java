package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Conformance.Finding;
import java.util.Map;

/**
 * What is so before anything is measured.
 *
 * @param load the machine's load average
 * @param commit of the project; empty if it is unknown
 * @param conformance by engine
 */
record Circumstances(double load, String commit, Map<String, Finding> conformance) {
  /** More load per processor than this, and the figures are about something else. */
  private static final double BUSY = 0.5;

  static Circumstances now(Wanted wanted) throws InterruptedException {
    String commit = Machine.commit(wanted.home());
    return new Circumstances(
        Machine.load(), commit, Conformance.of(wanted.engines(), wanted.home(), commit));
  }

  boolean isBusy() {
    return load > BUSY * Runtime.getRuntime().availableProcessors();
  }
}
