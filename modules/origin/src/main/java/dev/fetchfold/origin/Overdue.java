package dev.fetchfold.origin;

import java.time.Duration;

/**
 * Something that had to happen did not happen within the kit's patience. The one limit on waiting
 * that the kit has: generous, so that a slow machine never fails a correct fetcher.
 */
public final class Overdue extends AssertionError {
  private static final long serialVersionUID = 1L;

  /**
   * How long the kit waits for anything: somewhat less than the watchdog of a check ({@code
   * fetchfold.watchdog}, in seconds), so that this exception is what one sees.
   */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("fetchfold.watchdog", 30)).multipliedBy(5).dividedBy(6);

  private final String what;

  /**
   * Says what was waited for.
   *
   * @param what completes the sentence "waited 30 s for"
   * @param timeline what happened meanwhile
   */
  public Overdue(String what, String timeline) {
    super("waited " + PATIENCE.toSeconds() + " s for " + what + "\n" + timeline);
    this.what = what;
  }

  /**
   * What was waited for.
   *
   * @return the phrase
   */
  public String what() {
    return what;
  }
}
