package dev.fetchfold.kit;

/** Thrown by a check that needs what the fetcher, or the machine, does not offer. */
public final class NotOffered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is missing.
   *
   * @param what what would be needed
   */
  public NotOffered(String what) {
    super(what);
  }
}
