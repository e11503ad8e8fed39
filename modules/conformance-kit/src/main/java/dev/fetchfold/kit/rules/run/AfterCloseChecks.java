package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CLOSE_04;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.Ended;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** CLOSE-04: runs after close, and runs that race with it. */
final class AfterCloseChecks {

  @Observes(
      value = CLOSE_04,
      through = {FoldingFace.class, AskingFace.class})
  void aRunAfterCloseIsRefused(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    for (Consumer<Fetcher> way : List.<Consumer<Fetcher>>of(Fetcher::close, Fetcher::shutdownNow)) {
      Fetcher fetcher = trial.open(Given.patient());
      way.accept(fetcher);
      Run run = trial.run(fetcher, Batch.of(held.quick(0)));
      trial.expectRefused(run);
    }
    held.ledger().fence();
    trial.expectEqual("connections", 0, held.ledger().connections());
  }

  @Observes(
      value = CLOSE_04,
      through = {FoldingFace.class, AskingFace.class})
  void aRunThatRacesWithCloseIsRefusedOrRunsToItsEnd(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    for (int round = 0; round < 10; round++) {
      Fetcher fetcher = trial.open(Given.patient());
      CountDownLatch begun = new CountDownLatch(4);
      List<FutureTask<Integer>> racers = new ArrayList<>();
      for (int racer = 0; racer < 4; racer++) {
        racers.add(trial.background("racer", () -> untilRefused(trial, held, fetcher, begun)));
      }
      begun.await();
      fetcher.close();
      for (FutureTask<Integer> racer : racers) {
        racer.get();
      }
    }
  }

  private static int untilRefused(
      Trial trial, HangingOrigin held, Fetcher fetcher, CountDownLatch begun)
      throws InterruptedException {
    for (int runs = 0; ; runs++) {
      Run run = trial.run(fetcher, Given.batch(held.origin(), "/quick", 2));
      Ended ended = run.awaitEnd();
      if (ended instanceof Ended.Exceptionally) {
        trial.expectRefused(run);
        return runs;
      }
      trial.expectEqual("outcomes of a run that was not refused", 2, run.delivered().size());
      begun.countDown();
    }
  }
}
