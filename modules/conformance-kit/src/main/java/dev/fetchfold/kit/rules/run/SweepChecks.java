package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CANCEL_03;

import dev.fetchfold.Batch;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import dev.fetchfold.Fetcher;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CANCEL-03, for what begins at the very moment of a cancel: a target that is being taken, granted
 * or started then is aborted like any other. One that nobody aborts keeps its exchange open, on
 * which the next fence waits, and its permit, which the probe misses.
 */
final class SweepChecks {
  private static final int SWEPT = 8;
  private static final int ALL = 3;
  private static final int MANY = 100;

  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatIsTakenDuringACancelIsAborted(Trial trial) throws Exception {
    trial.checkFirst("whether a run is marked as cancelled before its attempts are aborted");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(ALL, ALL));
    for (int nth = 1; nth <= SWEPT; nth++) {
      CountDownLatch many = new CountDownLatch(50 * nth);
      Feed feed = Feed.endless(trial, index -> counted(many, held.target(index)));
      Run run = trial.run(fetcher, feed.batch().window(2000));
      many.await(); // and the source goes on
      cancelFully(trial, held, run);
    }
    expectNothingLeft(trial, held, fetcher);
  }

  private static Target counted(CountDownLatch many, Target target) {
    many.countDown();
    return target;
  }

  private static void cancelFully(Trial trial, HangingOrigin held, Run run)
      throws InterruptedException {
    run.cancel();
    expectAborted(trial, held, run);
  }

  private static void expectAborted(Trial trial, HangingOrigin held, Run run)
      throws InterruptedException {
    trial.expectCancelled(run);
    held.ledger().fence();
  }

  private static void expectNothingLeft(Trial trial, HangingOrigin held, Fetcher fetcher)
      throws Exception {
    new Probe(List.of(held.origin())).expectBounds(trial, fetcher, ALL, ALL);
  }

  /** The one before it has only just been taken, and is perhaps not begun. */
  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatWasTakenJustBeforeACancelIsAborted(Trial trial) throws Exception {
    trial.checkFirst("whether a target that is registered after the aborts looks for the cancel");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(ALL, ALL));
    for (int nth = 1; nth <= 2 * SWEPT; nth++) {
      int last = nth;
      CompletableFuture<Run> self = new CompletableFuture<>();
      Feed feed = Feed.endless(trial, index -> cancelling(index == last, self, held.target(index)));
      Run run = trial.run(fetcher, feed.batch());
      self.complete(run);
      expectAborted(trial, held, run);
    }
    expectNothingLeft(trial, held, fetcher);
  }

  private static Target cancelling(boolean now, CompletableFuture<Run> self, Target target)
      throws Exception {
    Run run = self.get();
    if (now) {
      run.cancel();
    }
    return target;
  }

  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatStartsDuringACancelIsAborted(Trial trial) throws Exception {
    trial.checkFirst("an attempt that is told to start, and is not yet what an abort finds");
    Moment moment = new Moment();
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(ALL, ALL).listener(moment));
    for (int nth = 1; nth <= SWEPT; nth++) {
      cancelAt(trial, moment.of(FetchEvent.AttemptStarted.class, nth), held, fetcher);
      cancelAt(trial, moment.of(FetchEvent.AttemptEnded.class, nth), held, fetcher);
    }
    expectNothingLeft(trial, held, fetcher);
  }

  /** Two that are held leave one permit for the others, each of which starts and ends. */
  private static void cancelAt(Trial trial, Moment moment, HangingOrigin held, Fetcher fetcher)
      throws InterruptedException {
    CompletableFuture<Run> self = new CompletableFuture<>();
    moment.then(() -> self.join().cancel());
    Feed feed = Feed.of(SWEPT + 4, index -> cancelling(false, self, mixed(held, index)));
    Run run = trial.run(fetcher, feed.batch());
    self.complete(run);
    expectAborted(trial, held, run);
  }

  private static Target mixed(HangingOrigin held, int index) {
    return index < 2 ? held.target(index) : held.quick(index);
  }

  /**
   * The source yields one more target while the cancel is held up where it aborts the first
   * attempt: by its listener, in an engine that calls it there.
   */
  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatIsTakenBetweenTwoAbortsIsAborted(Trial trial) throws Exception {
    trial.checkFirst("whether a run is marked as cancelled before its attempts are aborted");
    Moment moment = new Moment();
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(SWEPT, SWEPT).listener(moment));
    for (int nth = 1; nth <= 4; nth++) {
      CountDownLatch aborting = new CountDownLatch(1);
      moment.of(FetchEvent.AttemptEnded.class, 1).then(() -> holdUp(aborting));
      Feed feed = Feed.of(3 + nth, index -> index < 3 ? held.target(index) : late(aborting, held));
      int before = held.ledger().headCount("/held");
      Run run = trial.run(fetcher, feed.batch());
      held.awaitHeads(before + 3);
      run.cancel();
      aborting.countDown(); // where no attempt was told to have ended
      expectAborted(trial, held, run);
    }
    new Probe(List.of(held.origin())).expectBounds(trial, fetcher, SWEPT, SWEPT);
  }

  private static void holdUp(CountDownLatch aborting) {
    aborting.countDown();
    try {
      Given.pass(Given.ENOUGH.first());
    } catch (InterruptedException e) {
      // It was held up long enough.
    }
  }

  /** Does not heed the interrupt of its run's end. */
  private static Target late(CountDownLatch aborting, HangingOrigin held) {
    boolean waiting = true;
    while (waiting) {
      try {
        aborting.await();
        waiting = false;
      } catch (InterruptedException e) {
        // The source is asked still, and answers.
      }
    }
    return held.target(3);
  }

  /** What looks like a broken connection is the cancel's own work. */
  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatACancelHasAbortedIsNotTriedAgain(Trial trial) throws Exception {
    trial.checkFirst("whether a run is marked as cancelled before its attempts are aborted");
    HangingOrigin held = new HangingOrigin(trial);
    RetryPolicy atOnce = RetryPolicy.defaults().backoff(Duration.ZERO, Duration.ZERO);
    Fetcher fetcher = trial.open(Given.bounds(MANY, MANY).retry(atOnce));
    for (int round = 1; round <= 3; round++) {
      Run run = trial.run(fetcher, Batch.of(held.targets(MANY)).window(MANY));
      held.awaitHeads(MANY * round);
      cancelFully(trial, held, run);
      trial.expectEqual("heads", MANY * round, held.ledger().headCount("/held"));
    }
  }

  /** Does something at the nth event of a kind. */
  private static final class Moment implements FetchListener {
    private final AtomicInteger left = new AtomicInteger();
    private volatile Class<? extends FetchEvent> kind = FetchEvent.class;
    private volatile Runnable action = () -> {};

    Moment of(Class<? extends FetchEvent> events, int nth) {
      left.set(0);
      kind = events;
      left.set(nth);
      return this;
    }

    void then(Runnable what) {
      action = what;
    }

    @Override
    public void on(FetchEvent event) {
      if (kind.isInstance(event) && left.getAndDecrement() == 1) {
        action.run();
      }
    }
  }
}
