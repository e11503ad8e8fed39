package dev.fetchfold.site;

/** What the site cannot be made of, in a sentence that names it. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses.
   *
   * @param sentence what is wrong, where, and what was expected
   */
  public Refused(String sentence) {
    super(sentence);
  }

  /**
   * Refuses because of an exception.
   *
   * @param sentence what is wrong, where, and what was expected
   * @param cause what was thrown
   */
  public Refused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
