package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.DEMAND_01;
import static dev.fetchfold.kit.Rule.DEMAND_02;
import static dev.fetchfold.kit.Rule.DEMAND_03;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.List;

/** DEMAND-01 to DEMAND-03: the consumer sets the pace of deliveries, and of nothing else. */
final class DemandChecks {
  private static final int COUNT = 10;
  private static final int WINDOW = 5;

  private interface Ordering {
    Batch of(Batch batch);
  }

  @Observes(value = DEMAND_01, through = AskingFace.class)
  void noMoreThanRequested(Trial trial) throws Exception {
    for (Ordering ordering : List.<Ordering>of(Batch::asCompleted, Batch::inOrder)) {
      Replied replied = new Replied(trial);
      Run run = trial.runIdle(replied.fetcher, ordering.of(replied.batch), Handler.none());
      replied.awaitReplies();
      trial.expectEqual("outcomes delivered, none requested", 0, run.begun().size());
      int requested = 0;
      for (int more : List.of(1, 1, 3, 4)) {
        requested += more;
        run.request(more);
        run.awaitDelivered(requested);
        trial.expectEqual("outcomes delivered", requested, run.begun().size());
      }
      run.request(Long.MAX_VALUE);
      trial.expectEqual("outcomes", COUNT, run.awaitAll().size());
    }
  }

  @Observes(value = DEMAND_01, through = FoldingFace.class)
  void oneStepAtATime(Trial trial) throws Exception {
    Gate steps = new Gate();
    Replied replied = new Replied(trial);
    Run run = trial.run(replied.fetcher, replied.batch, outcome -> steps.pass());
    replied.awaitReplies();
    for (int step = 1; step <= COUNT; step++) {
      run.awaitBegun(step);
      trial.expectEqual("outcomes handed over while a step holds", step, run.begun().size());
      steps.permit(1);
    }
    trial.expectEqual("outcomes", COUNT, run.awaitAll().size());
  }

  /** Targets that all get their reply, whatever the consumer does. */
  private static final class Replied {
    private final OriginServer origin;
    private final Fetcher fetcher;
    private final Batch batch;

    Replied(Trial trial) {
      origin = trial.origin().otherwise(Script.text("reply"));
      fetcher = trial.open(Given.bounds(COUNT, COUNT));
      batch = Given.batch(origin, "/", COUNT);
    }

    void awaitReplies() throws InterruptedException {
      DemandChecks.awaitReplies(origin.ledger(), COUNT);
      origin.ledger().fence();
    }
  }

  private static void awaitReplies(Ledger ledger, int count) throws InterruptedException {
    ledger.await(
        count + " replies written", seen -> seen.entries(Entry.Ending.class).size() >= count);
  }

  @Observes(DEMAND_02)
  void theWindowHoldsWhileTheFirstTargetIsHeld(Trial trial) throws Exception {
    trial.checkFirst("whether outcomes that wait for their turn still count as undelivered");
    Gate first = new Gate();
    OriginServer origin =
        trial
            .origin()
            .on("/first", Script.gated(first, Script.text("first")))
            .otherwise(Script.text("next"));
    Meter meter = new Meter(trial, i -> Given.target(origin, i == 0 ? "/first" : "/next", i));
    Batch batch = meter.batch(WINDOW).inOrder();
    Fetcher fetcher = trial.open(Given.bounds(WINDOW, WINDOW));
    Run run = trial.run(fetcher, batch, meter.counting(Handler.none()));
    awaitReplies(origin.ledger(), WINDOW - 1);
    first.open();
    run.awaitDelivered(20 * WINDOW);
    run.cancel();
    trial.expectCancelled(run);
    meter.expectWithin(trial, WINDOW);
  }

  @Observes(value = DEMAND_02, through = AskingFace.class)
  void theWindowHoldsWhileNothingIsRequested(Trial trial) throws Exception {
    for (Ordering ordering : List.<Ordering>of(Batch::asCompleted, Batch::inOrder)) {
      OriginServer origin = trial.origin().otherwise(Script.text("reply"));
      Meter meter = new Meter(trial, i -> Given.target(origin, "/", i));
      Fetcher fetcher = trial.open(Given.bounds(2, 2));
      Batch batch = ordering.of(meter.batch(WINDOW));
      Run run = trial.runIdle(fetcher, batch, meter.counting(Handler.none()));
      for (int delivered = 1; delivered <= 4 * WINDOW; delivered++) {
        // An iterator hears that an outcome was dealt with when it is asked for the next one.
        awaitReplies(origin.ledger(), WINDOW + Math.max(0, delivered - 2));
        run.request(1);
        run.awaitDelivered(delivered);
      }
      run.cancel();
      meter.expectWithin(trial, WINDOW);
    }
  }

  @Observes(value = DEMAND_02, through = FoldingFace.class)
  void theWindowHoldsWhileAStepHolds(Trial trial) throws Exception {
    Gate steps = new Gate();
    OriginServer origin = trial.origin().otherwise(Script.text("reply"));
    Meter meter = new Meter(trial, i -> Given.target(origin, "/", i));
    Fetcher fetcher = trial.open(Given.bounds(2, 2));
    Handler holding = meter.counting(outcome -> steps.pass());
    Run run = trial.run(fetcher, meter.batch(WINDOW), holding);
    for (int step = 0; step < 4 * WINDOW; step++) {
      awaitReplies(origin.ledger(), WINDOW + step);
      steps.permit(1);
    }
    run.cancel();
    steps.open();
    trial.expectCancelled(run);
    meter.expectWithin(trial, WINDOW);
  }

  @Observes(value = DEMAND_03, through = AskingFace.class)
  void attemptsProceedWhileNothingIsRequested(Trial trial) throws Exception {
    for (Ordering ordering : List.<Ordering>of(Batch::asCompleted, Batch::inOrder)) {
      OriginServer origin = trial.origin().otherwise(Script.text("reply"));
      Batch batch = ordering.of(Given.batch(origin, "/", 20));
      Run run = trial.runIdle(trial.open(Given.bounds(4, 4)), batch, Handler.none());
      awaitReplies(origin.ledger(), 20);
      run.request(Long.MAX_VALUE);
      trial.expectEqual("outcomes", 20, run.awaitAll().size());
    }
  }

  @Observes(value = DEMAND_03, through = FoldingFace.class)
  void attemptsProceedWhileAStepHolds(Trial trial) throws Exception {
    for (Ordering ordering : List.<Ordering>of(Batch::asCompleted, Batch::inOrder)) {
      OriginServer origin = trial.origin().otherwise(Script.text("reply"));
      Batch batch = ordering.of(Given.batch(origin, "/", 20));
      Handler waiting = outcome -> awaitReplies(origin.ledger(), 20);
      Run run = trial.run(trial.open(Given.bounds(4, 4)), batch, waiting);
      trial.expectEqual("outcomes", 20, run.awaitAll().size());
    }
  }
}
