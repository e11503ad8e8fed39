package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CANCEL_07;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** CANCEL-07: a fold that says STOP. */
final class StopChecks {

  @Observes(value = CANCEL_07, through = FoldingFace.class)
  void theFirstOfManyAbortsTheRest(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    List<Target> targets = new ArrayList<>(held.targets(10));
    targets.add(held.quick(10));
    Fetcher fetcher = trial.open(Given.bounds(16, 16));
    Fold<Object> fold = Folds.asObject(Fold.first(Outcome::ok));
    Object result = fold(trial, fetcher, Batch.of(targets), fold);
    boolean found = result instanceof Optional<?> first && first.isPresent();
    trial.expect(found, "the outcome that matched", result);
    held.awaitAborted();
  }

  @Observes(value = CANCEL_07, through = FoldingFace.class)
  void noStepFollowsAStop(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger finishes = new AtomicInteger();
    Fold<Object> fold =
        Folds.steps(outcome -> stopAfterReplies(held, steps), end -> counted(finishes, end));
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Given.batch(held.origin(), "/quick", 8);
    trial.expectEqual("end", End.STOPPED, fold(trial, fetcher, batch, fold));
    fetcher.close();
    trial.expectEqual("steps", 1, steps.get());
    trial.expectEqual("calls of finish", 1, finishes.get());
  }

  /** The other outcomes are there when this step says that it wants none of them. */
  private static Step stopAfterReplies(HangingOrigin held, AtomicInteger steps)
      throws InterruptedException {
    steps.incrementAndGet();
    held.ledger().await("8 replies", seen -> seen.entries(Entry.Ending.class).size() == 8);
    return Step.STOP;
  }

  private static End counted(AtomicInteger finishes, End end) {
    finishes.incrementAndGet();
    return end;
  }

  @Observes(value = CANCEL_07, through = FoldingFace.class)
  void inOrderAStopWaitsForItsTurn(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Fold<Object> fold = Folds.steps(outcome -> stopAtTwo(seen, outcome));
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.of(held.quick(0), held.quick(1), held.quick(2), held.target(3)).inOrder();
    trial.expectEqual("end", End.STOPPED, fold(trial, fetcher, batch, fold));
    trial.expectEqual("indices", Given.upTo(3), List.copyOf(seen));
    held.awaitAborted();
  }

  private static Step stopAtTwo(List<Long> seen, Outcome outcome) {
    seen.add(outcome.index());
    return outcome.index() == 2 ? Step.STOP : Step.CONTINUE;
  }

  @Observes(value = CANCEL_07, through = FoldingFace.class)
  void aStopAtTheLastOutcomeIsAStop(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Fold<Object> fold = Folds.steps(outcome -> Step.STOP);
    Object end = fold(trial, fetcher, Batch.of(held.quick(0)), fold);
    trial.expectEqual("end", End.STOPPED, end);
  }

  private static Object fold(Trial trial, Fetcher fetcher, Batch batch, Fold<Object> fold)
      throws Exception {
    FoldingFace face = trial.face(FoldingFace.class);
    return face.fold(fetcher, batch, fold).result().toCompletableFuture().get();
  }
}
