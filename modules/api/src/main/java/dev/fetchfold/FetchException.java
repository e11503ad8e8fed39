package dev.fetchfold;

/** Thrown by {@link Outcome#orThrow()} for a failure; runs themselves never throw it. */
public final class FetchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /**
   * Wraps a failure.
   *
   * @param failure what to carry; its cause becomes this exception's cause
   */
  public FetchException(Failure failure) {
    super(failure.reason() + " for " + failure.target() + ": " + failure.detail(), failure.cause());
    this.failure = failure;
  }

  /**
   * The failure that was thrown.
   *
   * @return the failure as it was delivered
   */
  public Failure failure() {
    return failure;
  }
}
