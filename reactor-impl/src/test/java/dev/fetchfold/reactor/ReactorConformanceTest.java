package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.scheduler.Schedulers;

/** The specification, as engine {@code reactor} keeps it. */
class ReactorConformanceTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return ReactorFetcher.open(config);
  }

  @Override
  protected List<Face> faces() {
    List<Face> faces = new ArrayList<>(Face.standard());
    faces.add(Face.ofPublisher("flux", ReactorConformanceTest::flux));
    return faces;
  }

  @Override
  protected Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> Schedulers.parallel().schedule(task));
  }

  private static Flow.Publisher<Outcome> flux(Fetcher fetcher, Batch batch) {
    return JdkFlowAdapter.publisherToFlowPublisher(((ReactorFetcher) fetcher).flux(batch));
  }
}
