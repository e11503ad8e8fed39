package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BATCH_08;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Target;
import dev.fetchfold.kit.IteratingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Blocking;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** BATCH-08: sources that block. */
final class BlockingChecks {

  @Observes(BATCH_08)
  void aBlockingSourceDelaysNoDelivery(Trial trial) throws Exception {
    trial.checkFirst("whether next() is asked on a thread that starts attempts or delivers");
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> started = new CompletableFuture<>();
    Feed feed = Feed.of(4, index -> afterThree(started, held.quick(index), index));
    Run run = trial.run(trial.open(Given.patient()), feed.batch());
    started.complete(run);
    trial.expectEqual("outcomes", 4, run.awaitAll().size());
  }

  private static Target afterThree(CompletableFuture<Run> started, Target target, int index)
      throws Exception {
    if (index == 3) {
      started.get().awaitDelivered(3);
    }
    return target;
  }

  @Observes(BATCH_08)
  void aBlockingSourceIsInterruptedByCancel(Trial trial) throws Exception {
    Blocking blocking = new Blocking();
    Run run = trial.run(trial.open(Given.patient()), blocking.batch(trial));
    blocking.awaitAsked();
    run.cancel();
    blocking.awaitInterrupted();
    trial.expectCancelled(run);
  }

  @Observes(BATCH_08)
  void aBlockingSourceIsInterruptedByShutdown(Trial trial) throws Exception {
    Blocking blocking = new Blocking();
    Fetcher fetcher = trial.open(Given.patient());
    Run run = trial.run(fetcher, blocking.batch(trial));
    blocking.awaitAsked();
    fetcher.shutdownNow();
    blocking.awaitInterrupted();
    run.awaitEnd();
  }

  @Observes(BATCH_08)
  void aBlockingSourceIsInterruptedByTheDeadline(Trial trial) throws Exception {
    Blocking blocking = new Blocking();
    Batch batch = blocking.batch(trial).within(Duration.ofMillis(50));
    Run run = trial.run(trial.open(Given.patient()), batch);
    run.awaitAll();
    if (blocking.isAsked()) {
      blocking.awaitInterrupted();
    }
  }

  @Observes(BATCH_08)
  void theSourceMayBlockWhereverTheRunWasStarted(Trial trial) throws Exception {
    Executor nonBlocking = trial.nonBlockingThread();
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher other = trial.open(Given.patient());
    // FOLD-04: fetch throws on a thread that must not block, and so shows where the source is.
    Feed feed = Feed.of(2, index -> other.fetch(held.quick(index)).target());
    Fetcher fetcher = trial.open(Given.patient());
    CompletableFuture<Run> started = new CompletableFuture<>();
    Executor starter = trial.face() instanceof IteratingFace ? Runnable::run : nonBlocking;
    starter.execute(() -> started.complete(trial.run(fetcher, feed.batch())));
    trial.expectEqual("outcomes", 2, started.get().awaitAll().size());
  }
}
