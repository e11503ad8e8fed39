package dev.fetchfold.kit;

/** Thrown by a check when what it saw breaks the rule. */
public final class Mismatch extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String observed;

  /**
   * Says what differs.
   *
   * @param expected what the rule lets one expect
   * @param observed what was seen
   */
  public Mismatch(String expected, String observed) {
    super("expected " + expected + ", observed " + observed);
    this.expected = expected;
    this.observed = observed;
  }

  /**
   * What the rule lets one expect.
   *
   * @return a phrase
   */
  public String expected() {
    return expected;
  }

  /**
   * What was seen.
   *
   * @return a phrase
   */
  public String observed() {
    return observed;
  }
}
