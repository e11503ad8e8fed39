package dev.fetchfold.httpcore5;

/** The call was aborted by {@link ClassicCall#abort()} before its reply was whole. */
public final class AbortedException extends Exception {
  private static final long serialVersionUID = 1L;

  AbortedException() {
    super("aborted", null, false, false);
  }
}
