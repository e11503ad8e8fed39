package dev.fetchfold.agreement.soak;

import java.util.List;

/**
 * How much is done to one engine.
 *
 * @param seed of everything that is drawn
 * @param runs how many batches; one in ten is cancelled
 * @param targets of each batch
 * @param origins over which the targets are spread
 * @param crowd how many further origins are visited once, in vain (BOUND-08)
 */
record Plan(long seed, int runs, int targets, int origins, int crowd) {

  /** 200,000 fetches. */
  static Plan full(long seed) {
    return new Plan(seed, 400, 500, 2_000, 100_000);
  }

  /** For every build. */
  static Plan tenth(long seed) {
    return new Plan(seed, 40, 500, 200, 10_000);
  }

  static Plan of(List<String> arguments) {
    List<Integer> numbers = arguments.stream().skip(1).map(Integer::valueOf).toList();
    return new Plan(
        Long.parseLong(arguments.get(0)),
        numbers.get(0),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3));
  }

  List<String> arguments() {
    return List.of("" + seed, "" + runs, "" + targets, "" + origins, "" + crowd);
  }

  /** Before the first measurement: what grows once has grown. */
  int runsToWarmUp() {
    return runs / 4;
  }

  int fetches() {
    return runs * targets;
  }
}
