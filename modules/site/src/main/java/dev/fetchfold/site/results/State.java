package dev.fetchfold.site.results;

import java.util.Locale;

/** What is shown of a rule: a symbol, a colour and a word, never a blank. */
public enum State {
  /** Every check passed. */
  PASS("✓"),
  /** A check saw the rule broken. */
  FAIL("✗"),
  /** A check came to an exception that it did not expect. */
  ERROR("!"),
  /** A check did not end. */
  TIMEOUT("…"),
  /** Repeated runs do not agree. */
  FLAKY("~"),
  /** Broken, and the engine says so and why. */
  WAIVED("w"),
  /** The fetcher does not offer what the check needs. */
  NOT_OFFERED("–"),
  /** No test from outside can show it. */
  UNTESTABLE("∅"),
  /** There is no result. */
  NOT_RUN("·");

  private final String symbol;

  State(String symbol) {
    this.symbol = symbol;
  }

  /**
   * A character for it.
   *
   * @return one character
   */
  public String symbol() {
    return symbol;
  }

  /**
   * A word for it.
   *
   * @return such as "not run"
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * What style sheets call it.
   *
   * @return such as "not-run"
   */
  public String style() {
    return word().replace(' ', '-');
  }

  /**
   * Whether the rule was not kept.
   *
   * @return true for what counts against a fetcher
   */
  public boolean isBad() {
    return switch (this) {
      case FAIL, ERROR, TIMEOUT, FLAKY -> true;
      case PASS, WAIVED, NOT_OFFERED, UNTESTABLE, NOT_RUN -> false;
    };
  }
}
