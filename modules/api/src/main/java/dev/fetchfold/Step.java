package dev.fetchfold;

/** What a fold says after an outcome. */
public enum Step {
  /** Give me the next outcome. */
  CONTINUE,
  /** End the run now; every open attempt is aborted (CANCEL-07). */
  STOP
}
