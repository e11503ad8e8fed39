package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.DEMAND_05;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.EnoughTime;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.time.Duration;
import java.util.concurrent.Flow;

/** DEMAND-05: when a run begins, and its deadline with it. */
final class BeginChecks {

  @Observes(value = DEMAND_05, through = AskingFace.class)
  void aRunBeginsBeforeAnythingIsRequested(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    trial.runIdle(trial.open(Given.patient()), Batch.of(held.targets(3)), Handler.none());
    held.awaitHeads(3);
  }

  @Observes(DEMAND_05)
  void aRunBeginsWhenItIsCalled(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    trial.run(trial.open(Given.patient()), Batch.of(held.targets(3)));
    held.awaitHeads(3);
  }

  @Observes(value = DEMAND_05, through = PublishingFace.class)
  void aPublisherDoesNothingBeforeItIsSubscribedTo(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Given.batch(held.origin(), "/later", 3);
    Flow.Publisher<Outcome> publisher = trial.face(PublishingFace.class).publish(fetcher, batch);
    trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response meanwhile", "none");
    held.ledger().fence();
    trial.expectEqual("heads before a subscription", 0, held.ledger().headCount("/later"));
    Face made = Face.ofPublisher("made before", (any, same) -> publisher);
    for (int subscriptions = 1; subscriptions <= 2; subscriptions++) {
      made.start(fetcher, batch, Handler.none()).awaitAll();
      trial.expectEqual("heads", 3 * subscriptions, held.ledger().headCount("/later"));
    }
  }

  /** K5: enough time is given again and again, and one success is success. */
  @Observes(DEMAND_05)
  void aDeadlineCountsFromTheBeginningOfTheRun(Trial trial) throws Exception {
    trial.checkFirst("whether the deadline is computed where the batch or the publisher is made");
    for (Duration within : EnoughTime.from(Duration.ofMillis(100))) {
      if (isInTime(trial, within)) {
        return;
      }
    }
    throw trial.broken("a run that has its whole time from its beginning", "End.DEADLINE");
  }

  private static boolean isInTime(Trial trial, Duration within) throws InterruptedException {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response that opens the connection", "none");
    Batch batch = Batch.of(held.quick(1)).within(within);
    Face prepared = prepared(trial.face(), fetcher, batch);
    // The deadline of another run is the clock that shows that this one's time has passed.
    Batch clock = Batch.of(held.target(0)).within(within.multipliedBy(2));
    trial.expectEqual("end", End.DEADLINE, fetcher.fetch(clock, Fold.forEach(outcome -> {})));
    Run run = prepared.start(fetcher, batch, Handler.none());
    return run.awaitAll().stream().allMatch(Outcome::ok);
  }

  private static Face prepared(Face face, Fetcher fetcher, Batch batch) {
    if (face instanceof PublishingFace publishing) {
      Flow.Publisher<Outcome> publisher = publishing.publish(fetcher, batch);
      return Face.ofPublisher(face.name(), (any, same) -> publisher);
    }
    return face;
  }
}
