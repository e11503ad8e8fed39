package dev.fetchfold.support;

import dev.fetchfold.End;

/** What comes after the last outcome. */
sealed interface Last {

  /** The run came to its normal end. */
  record Ended(End end) implements Last {}

  /** Something was thrown, or the run was cancelled. */
  record Failed(Throwable failure) implements Last {}
}
