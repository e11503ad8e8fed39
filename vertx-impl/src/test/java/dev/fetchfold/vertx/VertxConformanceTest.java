package dev.fetchfold.vertx;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.LentFetcher;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** The specification, as engine {@code vertx} keeps it. */
class VertxConformanceTest extends FetcherConformance {
  private static final Vertx OTHER = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

  @Override
  protected Fetcher open(FetcherConfig config) {
    return VertxFetcher.open(config);
  }

  @Override
  protected List<Face> faces() {
    List<Face> faces = new ArrayList<>(Face.standard());
    faces.add(Face.ofFold("fold", VertxConformanceTest::fold));
    faces.add(Face.ofPublisher("readStream", VertxConformanceTest::readStream));
    return faces;
  }

  @Override
  protected Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> OTHER.runOnContext(now -> task.run()));
  }

  @Override
  protected Optional<LentFetcher> lend(FetcherConfig config) {
    Vertx vertx = Vertx.vertx();
    return Optional.of(new Lent(vertx, VertxFetcher.using(vertx, config)));
  }

  private record Lent(Vertx vertx, Fetcher fetcher) implements LentFetcher {
    /** Vert.x closes a client that nobody refers to any more, also while it waits. */
    @Override
    public int get(URI uri) {
      RequestOptions options =
          new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(uri.toString());
      HttpClient client = vertx.createHttpClient();
      try {
        return client.request(options).compose(HttpClientRequest::send).await().statusCode();
      } finally {
        client.close().await();
      }
    }

    @Override
    public void close() {
      vertx.close().await();
    }
  }

  private static FoldingFace.Folding fold(Fetcher fetcher, Batch batch, Fold<Object> fold) {
    VertxRun<Object> run = ((VertxFetcher) fetcher).fold(batch, fold);
    return new FoldingFace.Folding(run.result().toCompletionStage(), run::cancel);
  }

  private static Flow.Publisher<Outcome> readStream(Fetcher fetcher, Batch batch) {
    return new StreamPublisher(() -> ((VertxFetcher) fetcher).readStream(batch));
  }
}
