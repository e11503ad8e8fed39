package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CANCEL_01;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Ended;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.SingleRun;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Blocking;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** CANCEL-01: every way to cancel is one and the same. */
final class CancelChecks {

  @Observes(CANCEL_01)
  void cancellingAbortsAndShows(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Run run = trial.run(trial.open(Given.bounds(4, 4)), Batch.of(held.targets(10)));
    held.awaitHeads(4);
    run.cancel();
    trial.expectCancelled(run);
    held.awaitAborted();
    expectSilent(trial, held, run);
  }

  @Observes(CANCEL_01)
  void cancellingMayBeRepeatedFromAnyThread(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Run run = trial.run(trial.open(Given.bounds(4, 4)), Batch.of(held.targets(10)));
    held.awaitHeads(4);
    List<FutureTask<Boolean>> others =
        List.of(
            trial.background("cancel-1", () -> cancelled(run)),
            trial.background("cancel-2", () -> cancelled(run)));
    run.cancel();
    for (FutureTask<Boolean> other : others) {
      trial.expect(other.get(), "a cancel that returns", other);
    }
    trial.expectCancelled(run);
    held.awaitAborted();
    run.cancel();
    expectSilent(trial, held, run);
  }

  private static void expectSilent(Trial trial, HangingOrigin held, Run run)
      throws InterruptedException {
    held.ledger().fence();
    trial.expectEqual("outcomes handed over", 0, run.begun().size());
    trial.expectEqual("signals after the end", List.of(), run.late());
  }

  private static boolean cancelled(Run run) {
    run.cancel();
    return true;
  }

  @Observes(CANCEL_01)
  void cancellingAtOnceLeavesNothing(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(4, 4));
    for (int i = 0; i < 20; i++) {
      Run run = trial.run(fetcher, Batch.of(held.targets(10)));
      run.cancel();
      trial.expectCancelled(run);
    }
    held.awaitAborted();
    trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response afterwards", "none");
  }

  @Observes(CANCEL_01)
  void cancellingAfterTheEndChangesNothing(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Run run = trial.run(trial.open(Given.patient()), Batch.of(held.quick(0), held.quick(1)));
    List<Outcome> outcomes = run.awaitAll();
    Ended ended = run.awaitEnd();
    run.cancel();
    trial.expectEqual("outcomes", 2, outcomes.size());
    trial.expectEqual("end", ended, run.awaitEnd());
  }

  @Observes(CANCEL_01)
  void theConsumerMayCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> self = new CompletableFuture<>();
    Handler cancelling = outcome -> self.join().cancel();
    Run run = trial.run(trial.open(Given.patient()), quickAndHeld(held, self), cancelling);
    self.complete(run);
    trial.expectCancelled(run);
    held.awaitAborted();
    trial.expectEqual("outcomes handed over", 1, run.begun().size());
  }

  @Observes(CANCEL_01)
  void theSourceMayCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> self = new CompletableFuture<>();
    Feed feed = Feed.endless(trial, index -> cancellingAt(3, index, self, held));
    Run run = trial.run(trial.open(Given.patient()), feed.batch());
    self.complete(run);
    trial.expectCancelled(run);
    held.awaitAborted();
  }

  private static Target cancellingAt(
      int third, int index, CompletableFuture<Run> self, HangingOrigin held)
      throws InterruptedException {
    if (index == third) {
      held.awaitHeads(third);
      self.join().cancel();
    }
    return held.target(index);
  }

  @Observes(CANCEL_01)
  void theListenerMayCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> self = new CompletableFuture<>();
    FetcherConfig config = Given.patient().listener(event -> self.join().cancel());
    Run run = trial.run(trial.open(config), quickAndHeld(held, self));
    self.complete(run);
    trial.expectCancelled(run);
    held.awaitAborted();
  }

  @Observes(CANCEL_01)
  void theResolverMayCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> self = new CompletableFuture<>();
    FetcherConfig config =
        Given.patient()
            .resolver(
                host -> {
                  self.join().cancel();
                  return Given.here(host);
                });
    Run run = trial.run(trial.open(config), quickAndHeld(held, self));
    self.complete(run);
    trial.expectCancelled(run);
    held.awaitAborted();
  }

  /** Nothing is yielded, and so nothing is called back, before the check knows its run. */
  private static Batch quickAndHeld(HangingOrigin held, CompletableFuture<Run> self) {
    return Feed.of(4, index -> index == 3 ? afterHeads(held) : known(self, held, index)).batch();
  }

  private static Target known(CompletableFuture<Run> self, HangingOrigin held, int index)
      throws Exception {
    self.get();
    return held.target(index);
  }

  private static Target afterHeads(HangingOrigin held) throws InterruptedException {
    held.awaitHeads(3);
    return held.quick(3);
  }

  /** The step is held against interrupts, so that only its return can let fetch throw. */
  @Observes(CANCEL_01)
  @SingleRun
  void fetchThrowsWhenTheRunningStepHasReturned(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Stubborn stubborn = trial.keep(new Stubborn());
    Batch batch = Batch.of(held.quick(0), held.target(1));
    Run run = trial.run(trial.open(Given.patient()), batch, stubborn);
    run.awaitBegun(1);
    held.awaitHeads(1);
    run.cancel();
    trial.expect(run.ended().isEmpty(), "a fetch that waits for its step", run);
    stubborn.close();
    trial.expectCancelled(run);
    trial.expect(
        stubborn.hasReturned(), "a step that has returned when fetch throws", "still running");
    held.awaitAborted();
  }

  @Observes(CANCEL_01)
  @SingleRun
  void fetchOnAnInterruptedThreadIsCancelled(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    FutureTask<Object> fetch =
        trial.background(
            "interrupted",
            () -> {
              Thread.currentThread().interrupt();
              return fetcher.fetch(Batch.of(held.targets(3)), Folds.asObject(Fold.summary()));
            });
    Throwable thrown = Futures.thrownBy(fetch);
    trial.expect(thrown instanceof InterruptedException, "InterruptedException", thrown);
    held.awaitAborted();
  }

  @Observes(CANCEL_01)
  @SingleRun
  void completingTheFutureInAnyWayCancels(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(2, 2));
    List<Consumer<CompletableFuture<Object>>> ways =
        List.of(
            future -> future.cancel(false),
            future -> future.complete("from outside"),
            future -> future.completeExceptionally(new IllegalStateException("from outside")),
            future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
            future -> future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS));
    for (Consumer<CompletableFuture<Object>> way : ways) {
      Batch batch = Batch.of(held.targets(5));
      CompletableFuture<Object> future = fetcher.fetchAsync(batch, Folds.asObject(Fold.summary()));
      Given.awaitInFlight(held.ledger(), 2);
      way.accept(future);
      held.awaitAborted();
    }
  }

  @Observes(CANCEL_01)
  @SingleRun
  void cancellingADerivedFutureDoesNotCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    CompletableFuture<Object> future =
        fetcher.fetchAsync(Batch.of(held.target(0)), Folds.asObject(Fold.summary()));
    held.awaitHeads(1);
    CompletableFuture<Object> derived = future.thenApply(result -> result);
    trial.expect(derived.cancel(true), "a derived future that was cancelled", derived);
    trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response meanwhile", "none");
    trial.expect(!future.isDone(), "a run that goes on", future);
    trial.expectEqual("attempts in flight", 1, held.ledger().inFlight());
  }

  @Observes(CANCEL_01)
  void cancellingWhileTheSourceBlocks(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Blocking blocking = new Blocking();
    Feed feed = Feed.endless(trial, index -> index < 2 ? held.target(index) : blocking.next());
    Run run = trial.run(trial.open(Given.patient()), feed.batch());
    blocking.awaitAsked();
    held.awaitHeads(2);
    run.cancel();
    trial.expectCancelled(run);
    held.awaitAborted();
  }
}
