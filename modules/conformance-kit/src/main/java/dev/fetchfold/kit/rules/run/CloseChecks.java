package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CLOSE_01;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** CLOSE-01: closing, beside and within runs. */
final class CloseChecks {

  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, AskingFace.class})
  void closeWaitsForRunningRuns(Trial trial) throws Exception {
    Gated gated = new Gated(trial);
    Run run = gated.start();
    FutureTask<Object> closing = trial.background("close", () -> closed(gated.fetcher));
    awaitRefusal(gated.fetcher);
    trial.expect(!closing.isDone(), "a close that waits for the run", "it has returned");
    gated.gate.open();
    trial.expectEqual("outcomes", 2, run.awaitAll().size());
    closing.get();
    gated.fetcher.close();
    gated.fetcher.shutdownNow();
    Given.awaitNoConnection(gated.origin.ledger());
  }

  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, AskingFace.class})
  void anInterruptedCloseCancelsAndGoesOnWaiting(Trial trial) throws Exception {
    Gated gated = new Gated(trial);
    Run run = gated.start();
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    FutureTask<Boolean> status =
        trial.background("close", () -> statusAfterClose(closer, gated.fetcher));
    awaitRefusal(gated.fetcher);
    closer.get().interrupt();
    trial.expectThrown(run, CancellationException.class);
    trial.expect(status.get(), "the interrupt status set when close returns", "it is clear");
    Given.awaitNoConnection(gated.origin.ledger());
  }

  private static boolean statusAfterClose(CompletableFuture<Thread> closer, Fetcher fetcher) {
    closer.complete(Thread.currentThread());
    fetcher.close();
    return Thread.currentThread().isInterrupted();
  }

  /** Two targets behind a gate. */
  private static final class Gated {
    private final Trial trial;
    private final Gate gate = new Gate();
    private final OriginServer origin;
    private final Fetcher fetcher;

    Gated(Trial trial) {
      this.trial = trial;
      origin = trial.origin().otherwise(Script.gated(gate, Script.text("gated")));
      fetcher = trial.open(Given.patient());
    }

    Run start() throws InterruptedException {
      Run run = trial.run(fetcher, Given.batch(origin, "/", 2));
      Given.awaitInFlight(origin.ledger(), 2);
      return run;
    }
  }

  private static Object closed(Fetcher fetcher) {
    fetcher.close();
    return fetcher;
  }

  /** Closing has begun when a run is refused; until then each one ends at once. */
  private static void awaitRefusal(Fetcher fetcher) throws InterruptedException {
    while (!isRefused(fetcher)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isRefused(Fetcher fetcher) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    CompletableFuture<?> future = fetcher.fetchAsync(Batch.of(), Fold.summary());
    return Futures.thrownBy(future) instanceof IllegalStateException;
  }

  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, PublishingFace.class})
  void aConsumerMayClose(Trial trial) throws Exception {
    trial.checkFirst("whether close knows that it is called in a callback of its own run");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Given.batch(held.origin(), "/quick", 5);
    Run run = trial.run(fetcher, batch, outcome -> fetcher.close());
    trial.expectEqual("outcomes", 5, run.awaitAll().size());
    expectReleased(trial, held, fetcher);
  }

  @Observes(value = CLOSE_01, through = FoldingFace.class)
  void aFoldWithinAFoldMayClose(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher outer = trial.open(Given.patient());
    Fetcher inner = trial.open(Given.patient());
    Fold<Object> closing =
        Folds.steps(
            outcome -> {
              outer.close();
              return Step.CONTINUE;
            });
    Batch batch = Given.batch(held.origin(), "/quick", 2);
    Run run = trial.run(outer, batch, outcome -> inner.fetch(batch, closing));
    trial.expectEqual("outcomes", 2, run.awaitAll().size());
    inner.close();
    expectReleased(trial, held, outer);
  }

  @Observes(CLOSE_01)
  void aSourceMayClose(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Feed feed = Feed.of(3, index -> closing(fetcher, held.quick(index)));
    trial.expectEqual("outcomes", 3, trial.run(fetcher, feed.batch()).awaitAll().size());
    expectReleased(trial, held, fetcher);
  }

  private static Target closing(Fetcher fetcher, Target target) {
    fetcher.close();
    return target;
  }

  @Observes(CLOSE_01)
  void aListenerMayClose(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Fetcher> self = new CompletableFuture<>();
    Fetcher fetcher = trial.open(Given.patient().listener(event -> self.join().close()));
    self.complete(fetcher);
    Run run = trial.run(fetcher, Given.batch(held.origin(), "/quick", 3));
    trial.expectEqual("outcomes", 3, run.awaitAll().size());
    expectReleased(trial, held, fetcher);
  }

  @Observes(CLOSE_01)
  void aResolverMayClose(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Fetcher> self = new CompletableFuture<>();
    FetcherConfig config = Given.patient().resolver(host -> resolved(self, host));
    Fetcher fetcher = trial.open(config);
    self.complete(fetcher);
    Run run = trial.run(fetcher, Given.batch(held.origin(), "/quick", 3));
    trial.expectEqual("outcomes", 3, run.awaitAll().size());
    expectReleased(trial, held, fetcher);
  }

  private static List<InetAddress> resolved(CompletableFuture<Fetcher> self, String host)
      throws UnknownHostException {
    self.join().close();
    return Given.here(host);
  }

  @Observes(CLOSE_01)
  void closeOnANonBlockingThreadDoesNotWait(Trial trial) throws Exception {
    Gated gated = new Gated(trial);
    Run run = gated.start();
    FutureTask<Object> close = new FutureTask<>(() -> closed(gated.fetcher));
    trial.nonBlockingThread().execute(close);
    close.get();
    gated.gate.open();
    List<Outcome> outcomes = run.awaitAll();
    trial.expectEqual("outcomes", 2, outcomes.size());
    trial.expect(
        outcomes.stream().allMatch(Outcome::ok), "responses, the gate being opened then", outcomes);
    Given.awaitNoConnection(gated.origin.ledger());
  }

  private static void expectReleased(Trial trial, HangingOrigin held, Fetcher fetcher)
      throws InterruptedException {
    Given.awaitNoConnection(held.ledger());
    fetcher.close();
    Run late = trial.run(fetcher, Batch.of(held.quick(9)));
    trial.expectRefused(late);
  }

  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, AskingFace.class})
  void shutdownNowCancels(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(4, 4));
    Run run = trial.run(fetcher, Batch.of(held.targets(10)));
    held.awaitHeads(4);
    fetcher.shutdownNow();
    fetcher.shutdownNow();
    trial.expectThrown(run, CancellationException.class);
    fetcher.close();
    Given.awaitNoConnection(held.ledger());
    trial.expectEqual("heads", 4, held.ledger().headCount());
  }

  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, PublishingFace.class})
  void aConsumerMayShutDown(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Feed feed = Feed.of(3, index -> index < 2 ? held.target(index) : afterTwo(held));
    Run run = trial.run(fetcher, feed.batch(), outcome -> fetcher.shutdownNow());
    trial.expectThrown(run, CancellationException.class);
    Given.awaitNoConnection(held.ledger());
  }

  private static Target afterTwo(HangingOrigin held) throws InterruptedException {
    held.awaitHeads(2);
    return held.quick(2);
  }

  @Observes(CLOSE_01)
  void shutdownNowDoesNotWaitForAStep(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Stubborn stubborn = trial.keep(new Stubborn());
    Run run = trial.run(fetcher, Batch.of(held.quick(0), held.target(1)), stubborn);
    run.awaitBegun(1);
    held.awaitHeads(1);
    fetcher.shutdownNow();
    held.awaitAborted();
    stubborn.close();
    trial.expectThrown(run, CancellationException.class);
  }

  /** It may have gone away. */
  @Observes(value = CLOSE_01, through = AskingFace.class)
  void aConsumerThatAsksForNothingHoldsUpNoShutdown(Trial trial) throws Exception {
    trial.checkFirst("whether a run that was shut down ends only when its consumer asks again");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    trial.runIdle(fetcher, Batch.of(held.quick(0), held.target(1)), Handler.none());
    held.awaitHeads(1);
    fetcher.shutdownNow();
    trial.background("close", () -> closed(fetcher)).get();
    held.awaitAborted();
  }

  /** There is nothing else by then that could wake a run's thread. */
  @Observes(
      value = CLOSE_01,
      through = {FoldingFace.class, AskingFace.class})
  void closeReturnsWhereASourceHasEndedLast(Trial trial) throws Exception {
    trial.checkFirst("what the end of a source ends, where no attempt is left");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    CountDownLatch delivered = new CountDownLatch(1);
    Stream<Target> source =
        Stream.iterate(0, index -> index + 1)
            .takeWhile(index -> index == 0 || isAnother(delivered))
            .map(held::quick);
    Handler answers = outcome -> delivered.countDown();
    trial.run(fetcher, Batch.from(source), answers).awaitAll();
    trial.background("close", () -> closed(fetcher)).get();
  }

  /** There is none, which is said when the first one has been delivered. */
  private static boolean isAnother(CountDownLatch delivered) {
    try {
      delivered.await();
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted before the delivery", e);
    }
  }
}
