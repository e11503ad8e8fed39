package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.work.Workload;

/**
 * What a fork is told to do, a line each.
 *
 * @param workload what
 * @param bound how many may be in flight
 * @param warmUpMillis at most
 * @param measuredMillis about; a batch that has begun is ended
 * @param divisor of the workload's size: 1, or more in tests
 */
public record Order(
    Workload workload, int bound, long warmUpMillis, long measuredMillis, int divisor) {

  /**
   * As it is sent.
   *
   * @return a line
   */
  public String line() {
    return workload + " " + bound + " " + warmUpMillis + " " + measuredMillis + " " + divisor;
  }

  static Order parse(String line) {
    String[] words = line.split(" ", -1);
    return new Order(
        Workload.of(words[0]),
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Integer.parseInt(words[4]));
  }

  /** The targets of a batch; whole rounds of what {@link Workload#ask} repeats, where it does. */
  int targets() {
    return Math.max(Math.min(workload.targets(), 44), workload.targets() / divisor);
  }

  long measuredNanos() {
    return measuredMillis * 1_000_000;
  }
}
