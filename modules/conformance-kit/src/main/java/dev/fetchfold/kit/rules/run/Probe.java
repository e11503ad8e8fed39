package dev.fetchfold.kit.rules.run;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Whether a fetcher still has all its permits, and no more, after whatever a check did to it (K2):
 * a fence, then gated batches of more targets than permits, which reach exactly the bounds, first
 * over all origins together, then at each one alone.
 *
 * <p>Its servers share a ledger.
 */
final class Probe {
  private static final int MORE = 3;

  private final List<OriginServer> origins;
  private final Ledger ledger;

  Probe(List<OriginServer> origins) {
    this.origins = origins;
    this.ledger = origins.get(0).ledger();
  }

  void expectBounds(Trial trial, Fetcher fetcher, int all, int perOrigin) throws Exception {
    trial.checkFirst("an attempt that ends without giving its permit back, or gives it back twice");
    ledger.fence();
    int together = Math.min(all, perOrigin * origins.size());
    expectPeak(trial, fetcher, new Batches("/probe", origins, perOrigin + MORE), together);
    for (OriginServer origin : origins) {
      Batches alone = new Batches("/probe-" + origin.port(), List.of(origin), perOrigin + MORE);
      expectPeak(trial, fetcher, alone, Math.min(all, perOrigin));
    }
  }

  /** Targets at some origins under a path that no other probe has. */
  private record Batches(String path, List<OriginServer> origins, int each) {
    Batch behind(Gate gate) {
      origins.forEach(origin -> origin.on(path, Script.gated(gate, Script.text("probe"))));
      return Given.mixed(origins.stream().map(o -> Given.targets(o, path, each)).toList());
    }
  }

  private void expectPeak(Trial trial, Fetcher fetcher, Batches batches, int expected)
      throws Exception {
    Gate gate = new Gate();
    Batch batch = batches.behind(gate);
    FutureTask<Object> done =
        trial.background("probe", () -> fetcher.fetch(batch, Folds.asObject(Fold.summary())));
    ledger.await(expected + " probes in flight", seen -> seen.inFlight() >= expected);
    gate.open();
    done.get();
    int peak = ledger.peak(head -> head.path().equals(batches.path()));
    trial.expectEqual("peak of " + batches.path(), expected, peak);
  }
}
