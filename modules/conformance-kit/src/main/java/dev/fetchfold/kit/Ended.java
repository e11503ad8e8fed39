package dev.fetchfold.kit;

import dev.fetchfold.End;
import java.util.Optional;

/** How a run ended, as its face shows it. */
public sealed interface Ended {

  /**
   * It came to its normal end.
   *
   * @param end how, where the face tells
   */
  record Normally(Optional<End> end) implements Ended {}

  /**
   * It threw, or signalled an exception.
   *
   * @param cause the throwable itself, with nothing taken off
   */
  record Exceptionally(Throwable cause) implements Ended {}

  /** It was cancelled through a face that signals nothing afterwards. */
  record Silently() implements Ended {}
}
