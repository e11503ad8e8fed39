package dev.fetchfold;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What to make of the outcomes of a run.
 *
 * <p>A fold is stateless and may serve many runs at once: the state of a run lives in the {@link
 * Accumulator} that {@link #start()} makes for it. Steps are never concurrent; each happens-before
 * the next and the result (FOLD-01). Whatever a callback throws ends the run and reaches the caller
 * (FOLD-02).
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Fold<R extends @Nullable Object> {

  /**
   * Begins a run.
   *
   * @return the state of that run
   */
  Accumulator<R> start();

  /**
   * The state of one run. Used by one thread at a time.
   *
   * @param <R> the type of the result
   */
  interface Accumulator<R extends @Nullable Object> {

    /**
     * Takes in one outcome. May block, and may run a nested fetch (BOUND-07); other attempts go on
     * meanwhile (DEMAND-03).
     *
     * @param outcome the next outcome
     * @return whether to go on
     * @throws InterruptedException if interrupted while it waits; it reaches the caller
     */
    Step step(Outcome outcome) throws InterruptedException;

    /**
     * Gives the result, once, after the last step.
     *
     * @param end how the run ended
     * @return the result
     */
    R finish(End end);
  }

  /**
   * Collects every outcome.
   *
   * @param collector any collector, used sequentially
   * @param <A> the collector's own type
   * @param <R> the type of the result
   * @return the fold
   */
  static <A, R> Fold<R> of(Collector<? super Outcome, A, R> collector) {
    return Folds.of(collector);
  }

  /**
   * All outcomes by index, whatever the order of delivery.
   *
   * @return the fold; its list is unmodifiable
   */
  static Fold<List<Outcome>> byIndex() {
    return Folds.byIndex();
  }

  /**
   * Stops at the first outcome that matches, as delivered.
   *
   * @param wanted what to look for
   * @return the fold; its result is empty if none matched
   */
  static Fold<Optional<Outcome>> first(Predicate<? super Outcome> wanted) {
    return Folds.first(wanted);
  }

  /**
   * Stops when {@code n} outcomes have matched.
   *
   * @param n 1 or more
   * @param wanted what to look for
   * @return the fold; its list has at most {@code n} outcomes, in the order of delivery
   * @throws IllegalArgumentException if {@code n} is below 1
   */
  static Fold<List<Outcome>> first(int n, Predicate<? super Outcome> wanted) {
    return Folds.first(n, wanted);
  }

  /**
   * Folds until an outcome matches, which is folded too.
   *
   * @param last what to stop at
   * @param fold what to make of the outcomes
   * @param <R> the type of the result
   * @return the fold
   */
  static <R extends @Nullable Object> Fold<R> until(Predicate<? super Outcome> last, Fold<R> fold) {
    return Folds.until(last, fold);
  }

  /**
   * Hands every outcome to an action.
   *
   * @param action called once per outcome, never concurrently within a run
   * @return the fold; its result says how the run ended
   */
  static Fold<End> forEach(Consumer<? super Outcome> action) {
    return Folds.forEach(action);
  }

  /**
   * Counts, without keeping outcomes.
   *
   * @return the fold
   */
  static Fold<Summary> summary() {
    return Folds.summary();
  }
}
