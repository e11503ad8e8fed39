package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.FOLD_03;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Blocking;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.kit.rules.props.Reasons;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** FOLD-03, of callbacks that are made because a timer rang. */
final class TimerChecks {
  private static final String FIRST = "callbacks that are made on the thread of a timer";

  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, PublishingFace.class})
  void aConsumerToldOfATimeoutHoldsUpNoTimer(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Target late = held.target(0).attemptTimeout(Given.SHORT);
    expectNoTimerHeldUp(trial, held, trial.open(Given.patient()), Batch.of(late));
  }

  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, PublishingFace.class})
  void aConsumerToldOfAPauseThatEndedHoldsUpNoTimer(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Target late = held.quick(0).after(Given.NEVER).within(Given.SHORT);
    expectNoTimerHeldUp(trial, held, trial.open(Given.patient()), Batch.of(late));
  }

  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, PublishingFace.class})
  void aConsumerToldOfAWaiterThatExpiredHoldsUpNoTimer(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(2, 1));
    trial.run(fetcher, Batch.of(held.target(1)));
    held.awaitHeads(1);
    Batch waiting = Batch.of(held.quick(0).within(Given.SHORT));
    expectNoTimerHeldUp(trial, new HangingOrigin(trial), fetcher, waiting);
  }

  /** K3: the consumer holds on until an attempt of another run has timed out. */
  private static void expectNoTimerHeldUp(
      Trial trial, HangingOrigin other, Fetcher fetcher, Batch batch) throws InterruptedException {
    trial.checkFirst(FIRST);
    Holding holding = new Holding(trial);
    Handler holds = outcome -> holding.hold();
    Run run = trial.run(fetcher, batch, holds);
    holding.awaitEntered();
    expectTimeout(trial, other, fetcher);
    holding.release();
    Reasons.expect(trial, Reason.TIMEOUT, run.awaitAll().get(0));
  }

  private static void expectTimeout(Trial trial, HangingOrigin other, Fetcher fetcher)
      throws InterruptedException {
    Outcome outcome = fetcher.fetch(other.target(9).attemptTimeout(Given.SHORT));
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
  }

  /** A source that blocks is cut by the deadline: nothing but the timer is there to say so. */
  @Observes(value = FOLD_03, through = FoldingFace.class)
  void aFoldToldOfTheDeadlineHoldsUpNoTimer(Trial trial) throws Exception {
    trial.checkFirst(FIRST);
    Holding holding = new Holding(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Fold<Object> fold = Folds.steps(outcome -> Step.CONTINUE, end -> held(holding, end));
    CompletionStage<Object> result =
        trial.face(FoldingFace.class).fold(fetcher, cut(trial), fold).result();
    holding.awaitEntered();
    expectTimeout(trial, new HangingOrigin(trial), fetcher);
    holding.release();
    trial.expectEqual("end", End.DEADLINE, result.toCompletableFuture().join());
  }

  private static Batch cut(Trial trial) {
    return new Blocking().batch(trial).within(Given.SHORT);
  }

  private static Object held(Holding holding, End end) {
    holding.hold();
    return end;
  }

  @Observes(value = FOLD_03, through = PublishingFace.class)
  void aSubscriberToldOfTheDeadlineHoldsUpNoTimer(Trial trial) throws Exception {
    trial.checkFirst(FIRST);
    Holding holding = new Holding(trial);
    Fetcher fetcher = trial.open(Given.patient());
    trial.face(PublishingFace.class).publish(fetcher, cut(trial)).subscribe(new Ending(holding));
    holding.awaitEntered();
    expectTimeout(trial, new HangingOrigin(trial), fetcher);
    holding.release();
  }

  /** Holds on when it is told of the end. */
  private record Ending(Holding holding) implements Flow.Subscriber<Outcome> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Outcome outcome) {}

    @Override
    public void onError(@Nullable Throwable cause) {}

    @Override
    public void onComplete() {
      holding.hold();
    }
  }
}
