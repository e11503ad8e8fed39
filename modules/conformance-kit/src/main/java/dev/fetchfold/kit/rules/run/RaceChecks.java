package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_05;
import static dev.fetchfold.kit.Rule.CANCEL_04;
import static dev.fetchfold.kit.Rule.OUT_01;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CANCEL-04, BOUND-05 and OUT-01, where two things happen at the same moment.
 *
 * <p>A cancel, at any moment of a run that has only just begun: many runs of one target each, each
 * cancelled a little later than the one before. Where a wait is registered after the look for the
 * cancel, one of them waits on; where a permit is handed to who is just leaving, one of them takes
 * it along. And a timeout, at about the moment at which the reply comes.
 */
final class RaceChecks {
  private static final int RACERS = 1500;

  /** As long as a run may take to have begun. */
  private static final long LATEST_NANOS = 150_000;

  private static final int COINCIDENCES = 2000;
  private static final Duration TIMEOUT = Duration.ofMillis(20);

  /** A reply is on its way for a part of that. */
  private static final long EARLIEST_NANOS = 1_500_000;

  private static final String RACER = "/racer";

  @Observes(
      value = CANCEL_04,
      through = {FoldingFace.class, AskingFace.class})
  void whoIsCancelledAsItBeginsToWaitWaitsForNothing(Trial trial) throws Exception {
    expectNothingIsWaitedFor(trial, racer -> racer);
  }

  /** Before a permit is waited for, a pause. */
  @Observes(
      value = CANCEL_04,
      through = {FoldingFace.class, AskingFace.class})
  void whoIsCancelledAsItsPauseEndsWaitsForNothing(Trial trial) throws Exception {
    Duration pause = Duration.ofNanos(LATEST_NANOS / 2);
    expectNothingIsWaitedFor(trial, racer -> racer.after(pause));
  }

  private static void expectNothingIsWaitedFor(Trial trial, UnaryOperator<Target> change)
      throws Exception {
    trial.checkFirst("whether what is waited for is registered before the look for the cancel");
    HangingOrigin held = racers(trial);
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Run first = trial.run(FoldingFace.fetchAsync(), fetcher, Batch.of(held.target(0)));
    held.awaitHeads(1);
    race(trial, fetcher, Batch.of(change.apply(racer(held))));
    first.cancel();
    first.awaitEnd();
    Outcome next = fetcher.fetch(held.quick(0));
    trial.expect(next.ok(), "a response when the permit is free", next);
    held.ledger().fence();
    trial.expectEqual("heads of those that were cancelled", 0, held.ledger().headCount(RACER));
  }

  /** Another run keeps the one permit on its way from hand to hand. */
  @Observes(
      value = BOUND_05,
      through = {FoldingFace.class, AskingFace.class})
  void whoIsCancelledAsItIsGrantedAPermitKeepsNone(Trial trial) throws Exception {
    trial.checkFirst("what becomes of a permit that was granted to a waiter who has just gone");
    HangingOrigin held = racers(trial);
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Feed feed = Feed.endless(trial, held::quick);
    Run others = trial.run(FoldingFace.fetchAsync(), fetcher, feed.batch());
    race(trial, fetcher, Batch.of(racer(held)));
    others.cancel();
    others.awaitEnd();
    new Probe(List.of(held.origin())).expectBounds(trial, fetcher, 1, 1);
  }

  /** Each reply sends its target on, from about the moment at which its attempt is timed out. */
  @Observes(OUT_01)
  void aReplyThatComesWithItsTimeoutLosesNoOutcome(Trial trial) throws Exception {
    trial.checkFirst("what a timeout has left behind that came too late to end its attempt");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < COINCIDENCES; i++) {
      Duration early = Duration.ofNanos(Given.swept(i, EARLIEST_NANOS));
      origin.on("/" + i, Given.paused(TIMEOUT.minus(early), Script.redirect(302, "/")));
      targets.add(Given.target(origin, "/" + i, i).attemptTimeout(TIMEOUT));
    }
    List<Outcome> outcomes = trial.open(Given.bounds(64, 64)).fetch(Batch.of(targets));
    trial.expectEqual("outcomes", COINCIDENCES, outcomes.size());
    List<Outcome> others =
        outcomes.stream().filter(outcome -> !outcome.ok() && !isTimeout(outcome)).toList();
    trial.expectEqual("outcomes that are neither 200 nor TIMEOUT", List.of(), others);
  }

  private static boolean isTimeout(Outcome outcome) {
    return outcome.failure().stream().anyMatch(failure -> failure.reason() == Reason.TIMEOUT);
  }

  private static HangingOrigin racers(Trial trial) {
    HangingOrigin held = new HangingOrigin(trial);
    held.origin().on(RACER, Script.text("racer"));
    return held;
  }

  private static Target racer(HangingOrigin held) {
    return Given.target(held.origin(), RACER, 0);
  }

  private static void race(Trial trial, Fetcher fetcher, Batch batch) throws InterruptedException {
    for (long i = 0; i < RACERS; i++) {
      Run run = trial.run(fetcher, batch, Handler.none());
      long moment = System.nanoTime() + Given.swept(i, LATEST_NANOS);
      while (System.nanoTime() - moment < 0) {
        Thread.onSpinWait();
      }
      run.cancel();
      run.awaitEnd();
    }
  }
}
