package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.List;

/**
 * BOUND-05, with three runs that want the same permits: one holds them, two wait, and the waiters
 * of one of those go away. What they never had they cannot give back; where they do, it shows in
 * the run that goes on, none of whose attempts is aborted, so that its peak may be judged (K2).
 */
final class CrowdChecks {
  private static final int MORE = 4;

  /** How the waiters of one run go away. */
  private enum Leaving {
    CANCEL,
    CANCEL_AS_ONE_IS_GRANTED,
    WITHIN,
    DEADLINE;

    Batch batch(List<Target> targets) {
      return switch (this) {
        case CANCEL, CANCEL_AS_ONE_IS_GRANTED -> Batch.of(targets);
        case WITHIN ->
            Batch.of(targets.stream().map(target -> target.within(Given.SHORT)).toList());
        case DEADLINE -> Batch.of(targets).within(Given.SHORT);
      };
    }
  }

  @Observes(
      value = BOUND_05,
      through = {FoldingFace.class, AskingFace.class})
  void waitersForAnOriginGiveNothingBack(Trial trial) throws Exception {
    OriginServer origin = trial.origin();
    expectNothingGivenBack(new Crowd(trial, List.of(origin), origin, Given.bounds(64, 2)));
  }

  /** The first of those that go away has its origin's permit already. */
  @Observes(
      value = BOUND_05,
      through = {FoldingFace.class, AskingFace.class})
  void waitersForAGlobalPermitGiveNothingBack(Trial trial) throws Exception {
    List<OriginServer> origins = trial.origins(3);
    List<OriginServer> holding = origins.subList(0, 2);
    expectNothingGivenBack(new Crowd(trial, holding, origins.get(2), Given.bounds(2, 1)));
  }

  private static void expectNothingGivenBack(Crowd crowd) throws Exception {
    crowd.trial.checkFirst("what a waiter gives back that was granted nothing, or a part");
    for (Leaving leaving : Leaving.values()) {
      crowd.expectBound(leaving);
    }
    crowd.expectItsPermits();
  }

  /** The origins whose replies hold every permit, and the one that is waited for. */
  private static final class Crowd {
    private final Trial trial;
    private final List<OriginServer> holding;
    private final OriginServer wanted;
    private final FetcherConfig config;
    private final Fetcher fetcher;
    private final Ledger ledger;

    Crowd(Trial trial, List<OriginServer> holding, OriginServer wanted, FetcherConfig config) {
      this.trial = trial;
      this.holding = holding;
      this.wanted = wanted;
      this.config = config;
      this.fetcher = trial.open(config);
      this.ledger = wanted.ledger();
    }

    void expectBound(Leaving leaving) throws Exception {
      Gate holds = new Gate();
      Gate goesOn = new Gate();
      Run first = first(leaving, holds);
      Run leaves = trial.run(fetcher, leaving.batch(targets("/leaves/" + leaving, Script.hang())));
      Given.pass(Given.ENOUGH.first()); // so that these are before the last ones in the line
      String path = "/stays/" + leaving;
      Script reply = Script.gated(goesOn, Script.text("stays"));
      Run stays = trial.run(other(), fetcher, Batch.of(targets(path, reply)));
      leave(leaving, leaves, holds);
      Given.pass(Given.ENOUGH.first()); // for what comes too early to come
      holds.open();
      first.awaitAll();
      expectSteady(path, goesOn);
      stays.awaitAll();
      expectPeak(leaving);
    }

    /** It has every permit when this returns. */
    private Run first(Leaving leaving, Gate holds) throws InterruptedException {
      String path = "/holds/" + leaving;
      holding.forEach(origin -> origin.on(path, Script.gated(holds, Script.text("holds"))));
      int each = config.maxPerOrigin();
      Batch batch =
          Given.mixed(holding.stream().map(origin -> Given.targets(origin, path, each)).toList());
      Run run = trial.run(other(), fetcher, batch);
      Given.awaitHeads(ledger, path, each * holding.size());
      return run;
    }

    private List<Target> targets(String path, Script script) {
      wanted.on(path, script);
      return Given.targets(wanted, path, config.maxPerOrigin() + MORE);
    }

    private static Face other() {
      return FoldingFace.fetchAsync();
    }

    private void leave(Leaving leaving, Run leaves, Gate holds) throws InterruptedException {
      if (leaving == Leaving.CANCEL_AS_ONE_IS_GRANTED) {
        holds.permit(1);
      }
      if (leaving == Leaving.CANCEL || leaving == Leaving.CANCEL_AS_ONE_IS_GRANTED) {
        leaves.cancel();
        trial.expectCancelled(leaves);
      } else {
        leaves.awaitAll();
      }
    }

    /** Each reply is followed by one head: where a permit is missing, the next never comes. */
    private void expectSteady(String path, Gate goesOn) throws InterruptedException {
      for (int heads = config.maxPerOrigin(); heads < config.maxPerOrigin() + MORE; heads++) {
        Given.awaitHeads(ledger, path, heads);
        goesOn.permit(1);
      }
      goesOn.open();
    }

    private void expectPeak(Leaving leaving) {
      List<String> paths = List.of("/holds/" + leaving, "/stays/" + leaving);
      int all = ledger.peak(head -> head.port() == wanted.port() && paths.contains(head.path()));
      trial.expectEqual(
          "peak at the origin, after others left by " + leaving, config.maxPerOrigin(), all);
    }

    void expectItsPermits() throws Exception {
      List<OriginServer> all = holding.contains(wanted) ? holding : List.of(wanted);
      new Probe(all).expectBounds(trial, fetcher, config.maxConcurrency(), config.maxPerOrigin());
    }
  }
}
