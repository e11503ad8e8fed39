package dev.fetchfold.kit;

import java.util.Locale;

/** What became of a check. */
public enum State {
  /** What was seen agrees with the rule. */
  PASS,
  /** What was seen breaks the rule. */
  FAIL,
  /** The check itself came to an exception that it did not expect. */
  ERROR,
  /** The check did not end within the watchdog's time, for which there is no excuse. */
  TIMEOUT,
  /** Run more than once, the check passed and did not. */
  FLAKY,
  /**
   * It is broken, and the fetcher says so itself with a {@link Waiver}; never counted as passed.
   */
  WAIVED,
  /** The fetcher does not offer what the check needs; never counted as passed. */
  NOT_OFFERED,
  /** No test from outside can show it; the rule says what shows it instead. */
  UNTESTABLE;

  /**
   * Whether the fetcher has not conformed.
   *
   * @return true for FAIL, ERROR, TIMEOUT and FLAKY
   */
  public boolean isBad() {
    return switch (this) {
      case FAIL, ERROR, TIMEOUT, FLAKY -> true;
      case PASS, WAIVED, NOT_OFFERED, UNTESTABLE -> false;
    };
  }

  /**
   * The state as people read it, and as the results file has it.
   *
   * @return such as {@code not offered}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
