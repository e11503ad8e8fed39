package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import org.jspecify.annotations.Nullable;

/**
 * The face {@code fetch}: folds a run on the calling thread (FOLD-05), where an interrupt is the
 * caller's, also one that the fold sets, and cancels (CANCEL-01).
 */
public final class BlockingFold {
  private BlockingFold() {}

  /**
   * Runs to the end, or until the fold stops, throws, or the thread is interrupted; then every
   * attempt has been aborted.
   *
   * @param runs the fetcher's books
   * @param run not started
   * @param fold what to make of the outcomes
   * @param <R> the type of the result
   * @return the fold's result
   * @throws InterruptedException if this thread is interrupted
   */
  public static <R extends @Nullable Object> R fold(Runs runs, Run run, Fold<R> fold)
      throws InterruptedException {
    Runs.CallbackScope scope = runs.enterOnCallersThread();
    try (Handover handover = Handover.start(runs, run)) {
      return fold(handover, fold.start());
    } finally {
      runs.leave(scope);
    }
  }

  private static <R extends @Nullable Object> R fold(
      Handover handover, Fold.Accumulator<R> accumulator) throws InterruptedException {
    Outcome outcome;
    while ((outcome = handover.next()) != null) {
      Step step = accumulator.step(outcome);
      handover.delivered(outcome);
      if (step == Step.STOP) {
        handover.cancel(); // CANCEL-07: aborted before the result is given
        return accumulator.finish(End.STOPPED);
      }
    }
    return accumulator.finish(handover.end());
  }
}
