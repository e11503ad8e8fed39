package dev.fetchfold.kit;

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
  /** The fetcher does not offer what the check needs; never counted as passed. */
  NOT_OFFERED,
  /** No test from outside can show it; the rule says what shows it instead. */
  UNTESTABLE;

  /**
   * Whether the fetcher has not conformed.
   *
   * @return true for FAIL, ERROR and TIMEOUT
   */
  public boolean isBad() {
    return this == FAIL || this == ERROR || this == TIMEOUT;
  }
}
