package dev.fetchfold.cli;

/** What the process says in the end. */
final class ExitCode {
  /** Every target has a response below 400. */
  static final int OK = 0;

  /** Some have not. */
  static final int NOT_ALL = 1;

  /** Bad usage. */
  static final int USAGE = 2;

  /** Ctrl-C. */
  static final int CANCELLED = 130;

  private ExitCode() {}
}
