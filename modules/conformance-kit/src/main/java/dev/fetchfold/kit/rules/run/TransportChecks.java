package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_04;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** BOUND-04: the number of targets decides over nothing. */
final class TransportChecks {
  private static final int MANY = 10_000;

  @Observes(BOUND_04)
  void manyTargetsAllYieldResponses(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.bounds(4, 4).defaultWindow(2 * MANY));
    List<Outcome> outcomes = trial.run(fetcher, Given.batch(origin, "/many", MANY)).awaitAll();
    trial.expectEqual("responses", (long) MANY, outcomes.stream().filter(Outcome::ok).count());
    int peak =
        origin.ledger().peak(); // quick replies need not overlap: only too many is proof (K1)
    trial.expect(peak <= 4, "at most 4 in flight", peak);
  }

  @Observes(BOUND_04)
  void manyForbiddenAddressesAllYieldFailures(Trial trial) throws Exception {
    FetcherConfig config = Given.bounds(1, 1).addresses(address -> false).defaultWindow(2 * MANY);
    List<Target> targets = numbered(MANY, "http://127.0.0.1:1/?i=");
    expectAll(trial, trial.open(config), targets, Reason.FORBIDDEN_ADDRESS);
  }

  @Observes(BOUND_04)
  void manyRefusedConnectionsAllYieldFailures(Trial trial) throws Exception {
    DeadEnd refusing = trial.keep(DeadEnd.refusing());
    List<Target> targets = numbered(MANY / 5, refusing.url("/?i="));
    expectAll(
        trial, trial.open(Given.bounds(1, 1).defaultWindow(2 * MANY)), targets, Reason.CONNECT);
  }

  private static List<Target> numbered(int count, String url) {
    return IntStream.range(0, count).mapToObj(i -> Target.of(url + i)).toList();
  }

  private static void expectAll(Trial trial, Fetcher fetcher, List<Target> targets, Reason reason)
      throws InterruptedException {
    Map<String, Long> reasons =
        trial.run(fetcher, Batch.of(targets)).awaitAll().stream()
            .collect(groupingBy(TransportChecks::reason, counting()));
    trial.expectEqual("outcomes", Map.of(reason.name(), (long) targets.size()), reasons);
  }

  private static String reason(Outcome outcome) {
    return outcome.failure().map(failure -> failure.reason().name()).orElse("a response");
  }

  @Observes(
      value = BOUND_04,
      through = {FoldingFace.class, AskingFace.class})
  void manyInstantFailuresDoNotRecurse(Trial trial) throws Exception {
    Fetcher fetcher = trial.open(Given.bounds(1, 1).defaultWindow(2 * MANY));
    Batch batch = Batch.of(Given.invalid(MANY));
    trial.expectEqual("outcomes", MANY, trial.run(fetcher, batch).awaitAll().size());
    trial.expectEqual("outcomes", MANY, trial.run(fetcher, batch.window(1)).awaitAll().size());
  }

  @Observes(
      value = BOUND_04,
      through = {FoldingFace.class, AskingFace.class})
  void manyThatWaitForTheirTurnDoNotRecurse(Trial trial) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().otherwise(Script.gated(gate, Script.text("first")));
    List<Target> targets = new ArrayList<>(List.of(Given.target(origin, "/first", 0)));
    targets.addAll(Given.invalid(MANY));
    Fetcher fetcher = trial.open(Given.bounds(1, 1).defaultWindow(2 * MANY));
    Run run = trial.run(fetcher, Batch.of(targets).inOrder());
    gate.awaitWaiting(1);
    gate.open();
    List<Outcome> outcomes = run.awaitAll();
    trial.expectEqual("indices", Given.upTo(MANY + 1), Given.indices(outcomes));
  }

  @Observes(BOUND_04)
  void manyWaitersCanBeCancelledAtOnce(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(1, 1).defaultWindow(2 * MANY));
    Run run = trial.run(fetcher, Given.batch(held.origin(), "/held", MANY));
    held.awaitHeads(1);
    run.cancel();
    trial.expectCancelled(run);
    trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response afterwards", "none");
  }
}
