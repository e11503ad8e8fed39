package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.kit.LentFetcher;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

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

  @Override
  protected Optional<LentFetcher> lend(FetcherConfig config) {
    ConnectionProvider connections = ConnectionProvider.create("lent", 8);
    return Optional.of(new Lent(connections, ReactorFetcher.using(config, connections)));
  }

  private record Lent(ConnectionProvider connections, Fetcher fetcher) implements LentFetcher {
    @Override
    public int get(URI uri) {
      HttpClient client = HttpClient.create(connections);
      HttpClientResponse response =
          Objects.requireNonNull(client.get().uri(uri).response().block());
      return response.status().code();
    }

    @Override
    public void close() {
      connections.dispose();
    }
  }

  private static Flow.Publisher<Outcome> flux(Fetcher fetcher, Batch batch) {
    return JdkFlowAdapter.publisherToFlowPublisher(((ReactorFetcher) fetcher).flux(batch));
  }
}
