package dev.fetchfold.kit.docs;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.Waiver;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.Collections;
import java.util.List;

/** What {@code GUIDE.md} shows; {@link GuideTest} compares. */
final class GuideExamples {
  private GuideExamples() {}

  static class MyConformanceTest extends FetcherConformance {
    @Override
    protected Fetcher open(FetcherConfig config) {
      return MyFetcher.open(config);
    }
  }

  abstract static class Faces extends FetcherConformance {
    @Override
    protected List<Face> faces() {
      return List.of(
          FoldingFace.fetch(),
          Face.ofPublisher("outcomes", (fetcher, batch) -> ((MyFetcher) fetcher).outcomes(batch)));
    }
  }

  @Waiver(
      rule = Rule.CONN_03,
      reason = "The client tries the first address only.",
      issue = "https://example.org/my-fetcher/issues/12")
  static class MyWaivingTest extends FetcherConformance {
    @Override
    protected Fetcher open(FetcherConfig config) {
      return MyFetcher.open(config);
    }
  }

  static final class Checks {
    @Observes(Rule.BOUND_02)
    void theBoundHoldsWhileNothingIsAnswered(Trial trial) throws Exception {
      trial.checkFirst("where the permit of an origin is given back");
      Gate gate = new Gate();
      OriginServer origin = trial.origin().otherwise(Script.gated(gate, Script.text("ok")));
      Fetcher fetcher = trial.open(FetcherConfig.defaults().maxPerOrigin(2));
      Target target = Target.of(origin.url("/"));
      Run run = trial.run(fetcher, Batch.of(Collections.nCopies(6, target)));
      origin.ledger().await("two attempts in flight", seen -> seen.inFlight() >= 2);
      gate.open();
      run.awaitAll();
      trial.expectEqual("peak in flight", 2, origin.ledger().peak());
    }
  }
}
