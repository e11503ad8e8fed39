package dev.fetchfold.kit.rules.props;

import dev.fetchfold.Failure;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Trial;

/** Why a target failed, as a check expects it. */
public final class Reasons {
  private Reasons() {}

  /**
   * Expects a failure.
   *
   * @param trial who is told otherwise
   * @param reason why it should have failed
   * @param outcome what became of the target
   */
  public static void expect(Trial trial, Reason reason, Outcome outcome) {
    trial.expect(
        outcome.failure().filter(failure -> failure.reason() == reason).isPresent(),
        "the failure " + reason,
        shown(outcome));
  }

  /**
   * With its cause, which is what helps most.
   *
   * @param outcome what became of a target
   * @return a text for people
   */
  public static String shown(Outcome outcome) {
    return outcome
        + outcome.failure().flatMap(Failure::rootCause).map(cause -> ", cause " + cause).orElse("");
  }
}
