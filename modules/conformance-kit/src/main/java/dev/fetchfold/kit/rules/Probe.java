package dev.fetchfold.kit.rules;

import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.origin.Entry;
import dev.fetchfold.kit.origin.Gate;
import dev.fetchfold.kit.origin.Ledger;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * Whether a fetcher still has all its permits, and no more, after whatever a check did to it (K2):
 * a fence, then a gated batch of more targets than permits, which reaches exactly the bounds.
 *
 * <p>Its servers share a ledger.
 */
final class Probe {
  private static final String PATH = "/probe";
  private static final int MORE = 3;

  private final Gate gate = new Gate();
  private final List<OriginServer> origins;
  private final Ledger ledger;

  Probe(List<OriginServer> origins) {
    this.origins = origins;
    this.ledger = origins.get(0).ledger();
    origins.forEach(origin -> origin.on(PATH, Script.gated(gate, Script.text("probe"))));
  }

  /** Each origin gets {@code perOrigin + 3} targets, so that both bounds decide. */
  void expectBounds(Trial trial, Fetcher fetcher, int all, int perOrigin) throws Exception {
    ledger.fence();
    List<List<Target>> targets =
        origins.stream().map(origin -> Given.targets(origin, PATH, perOrigin + MORE)).toList();
    FutureTask<Object> done =
        trial.background(
            "probe", () -> fetcher.fetch(Given.mixed(targets), Folds.asObject(Fold.summary())));
    trial.checkFirst("an attempt that ends without giving its permit back, or gives it back twice");
    int expected = Math.min(all, perOrigin * origins.size());
    ledger.await(expected + " probes in flight", seen -> seen.inFlight() >= expected);
    gate.open();
    done.get();
    expectPeaks(trial, expected, perOrigin);
  }

  private void expectPeaks(Trial trial, int all, int perOrigin) {
    Predicate<Entry.Head> probe = head -> head.path().equals(PATH);
    trial.expectEqual("peak of the probe", all, ledger.peak(probe));
    for (OriginServer origin : origins) {
      int peak = ledger.peak(probe.and(head -> head.port() == origin.port()));
      trial.expect(peak <= perOrigin, "at most " + perOrigin + " at one origin", peak);
    }
  }
}
