package dev.fetchfold.agreement.patches;

/** What became of a patch. */
sealed interface Verdict {

  /**
   * A check was red.
   *
   * @param run the first in which one was, from 1
   * @param by the rule, the check, the face and the state
   */
  record Caught(int run, String by) implements Verdict {}

  /** None was, in so many runs. */
  record Survived(int runs) implements Verdict {}
}
