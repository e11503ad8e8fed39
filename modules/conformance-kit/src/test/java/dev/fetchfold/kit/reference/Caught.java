package dev.fetchfold.kit.reference;

import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.State;
import java.time.Duration;
import java.util.List;

/**
 * How the kit shows a fault.
 *
 * @param check the check of its rule that shows it soonest
 * @param face the face to run that check through
 * @param as what becomes of it
 * @param words what its message says of the fault: one of these
 */
record Caught(String check, String face, As as, List<String> words) {
  /** Three times, longer and longer (K5): a fault may escape a check once. */
  static final List<Integer> FACTORS = List.of(1, 4, 16);

  /** What becomes of a check. */
  enum As {
    /** What was seen breaks the rule. */
    FAILURE,
    /** What the rule promises never comes: the check waits until the watchdog gives up. */
    HANG
  }

  static Caught failing(String check, String... words) {
    return new Caught(check, "fetch", As.FAILURE, List.of(words));
  }

  static Caught hanging(String check, String... words) {
    return new Caught(check, "fetch", As.HANG, List.of(words));
  }

  Caught through(String other) {
    return new Caught(check, other, as, words);
  }

  /** A check that hangs shall not do so for long; one that fails has all the time it needs. */
  Duration watchdog(int factor) {
    return as == As.HANG ? Duration.ofSeconds(2L * factor) : Duration.ofSeconds(30);
  }

  /** Whether a result shows the fault, and says so. */
  boolean isShownBy(Result result) {
    return result.state() == (as == As.HANG ? State.TIMEOUT : State.FAIL)
        && result.message().contains(result.rule().id())
        && !result.expected().isEmpty()
        && !result.observed().isEmpty()
        && words.stream().anyMatch((result.expected() + "\n" + result.observed())::contains);
  }
}
