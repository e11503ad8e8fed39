package dev.fetchfold.kit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Selection;
import dev.fetchfold.kit.Subject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A cancel may only order an abort, which an event loop carries out when it has its next turn. On a
 * busy machine that is late, and no check may take it for a cancel that has no effect (K8).
 */
class LateAbortsTest {
  /**
   * Those that cancel. CANCEL-06 is not among them: once an abort is ordered the connection must
   * not be used again, and this fetcher does use it, where the reply is whole before the abort.
   */
  private static final List<String> RULES =
      List.of(
          "BATCH-07",
          "BATCH-08",
          "BOUND-05",
          "CANCEL-01",
          "CANCEL-02",
          "CANCEL-03",
          "CANCEL-04",
          "CANCEL-07",
          "CLOSE-01",
          "DEMAND-*",
          "FOLD-03",
          "OBS-01",
          "OUT-05");

  @Test
  void aCheckThatCancelsWaitsForTheAbort() {
    Selection cancelling = new Selection(RULES, List.of());
    List<Result> results = new Conformance(new Late(), cancelling, Options.fromProperties()).run();
    List<String> red =
        results.stream().filter(result -> result.state().isBad()).map(Result::message).toList();
    assertEquals(List.of(), red);
  }

  /** The reference, with aborts that take longer than an origin that has been let go. */
  private static final class Late implements Subject {
    private static final Executor LATER =
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    @Override
    public String name() {
      return "late";
    }

    @Override
    public Fetcher open(FetcherConfig config) {
      return new ReferenceFetcher(config, Faults.none(), LATER);
    }
  }
}
