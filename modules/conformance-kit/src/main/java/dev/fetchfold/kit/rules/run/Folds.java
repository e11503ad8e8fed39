package dev.fetchfold.kit.rules.run;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Folds of checks. */
final class Folds {
  private Folds() {}

  /** A fold whose result type nobody needs to know. */
  static <R> Fold<Object> asObject(Fold<R> fold) {
    return () -> new Erased<>(fold.start());
  }

  /** A fold of one function that says whether to go on; its result is the end it was told. */
  static Fold<Object> steps(Stepping stepping) {
    return () -> new Steps(stepping, end -> end);
  }

  /** The same, with something of the check's own to make of the end. */
  static Fold<Object> steps(Stepping stepping, Function<End, Object> finish) {
    return () -> new Steps(stepping, finish);
  }

  /** One step. */
  @FunctionalInterface
  interface Stepping {
    Step step(Outcome outcome) throws InterruptedException;
  }

  private record Steps(Stepping stepping, Function<End, Object> end)
      implements Fold.Accumulator<Object> {
    @Override
    public Step step(Outcome outcome) throws InterruptedException {
      return stepping.step(outcome);
    }

    @Override
    public Object finish(End how) {
      return end.apply(how);
    }
  }

  private record Erased<R extends @Nullable Object>(Fold.Accumulator<R> fold)
      implements Fold.Accumulator<Object> {
    @Override
    public Step step(Outcome outcome) throws InterruptedException {
      return fold.step(outcome);
    }

    @Override
    @SuppressWarnings("NullAway") // no fold of a check has the result null
    public Object finish(End end) {
      return fold.finish(end);
    }
  }
}
