package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_01;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherConfig.Bodies;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.SingleRun;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** OUT-01, where the timeout of an attempt comes at the very end of it. */
final class StrayChecks {
  private static final int MEBIBYTES = 32;

  /**
   * A small body that takes long to decode has come whole when the timeout rings, so that nothing
   * may be waiting for the wire that could be ended: what rings then must not be left behind for
   * what the target does next, which is a retry. What each outcome is depends on the machine.
   */
  @Observes(OUT_01)
  @SingleRun
  void aTimeoutEndsNothingButItsAttempt(Trial trial) throws Exception {
    trial.checkFirst("an interrupt that is left in a thread when its attempt is over");
    FetcherConfig config =
        Given.bounds(1, 1)
            .bodies(Bodies.COUNTED)
            .maxBodyBytes(Integer.MAX_VALUE)
            .retry(RetryPolicy.defaults().backoff(Duration.ZERO, Duration.ZERO));
    List<Target> targets = targets(trial.origin());
    for (Batch batch : List.of(Batch.of(targets), Batch.of(targets).inOrder())) {
      List<Outcome> outcomes = trial.run(trial.open(config), batch).awaitAll();
      trial.expectEqual(
          "the indices delivered, sorted",
          Given.upTo(targets.size()),
          Given.indices(outcomes).stream().sorted().toList());
    }
  }

  private static List<Target> targets(OriginServer origin) {
    Headers coded = Headers.of("Content-Encoding", "gzip");
    Script busy = Script.respond(503, coded, Bytes.gzipOfZeros(MEBIBYTES));
    List<Target> targets = new ArrayList<>();
    for (int millis = 5; millis <= 40; millis += 5) {
      String path = "/busy-for-" + millis;
      origin.on(path, exchange -> (exchange.call() % 2 == 1 ? busy : ok()).play(exchange));
      targets.add(Target.of(origin.url(path)).attemptTimeout(Duration.ofMillis(millis)));
    }
    return targets;
  }

  private static Script ok() {
    return Script.text("ok");
  }
}
