package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.work.Ask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/** Vert.x: a future per request, joined. */
final class BareVertx implements Contestant {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;

  BareVertx(int bound) {
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(bound));
  }

  @Override
  public void batch(Work work, Tally tally) {
    List<Future<Integer>> all = work.asks().map(ask -> fetch(ask, tally)).toList();
    Future.join(all).otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
  }

  private Future<Integer> fetch(Ask ask, Tally tally) {
    return client
        .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(ask.url()))
        .compose(HttpClientRequest::send)
        .compose(BareVertx::read)
        .onSuccess(status -> tally.answer(ask, status))
        .onFailure(e -> tally.failed(ask));
  }

  private static Future<Integer> read(HttpClientResponse response) {
    return response.body().map(body -> response.statusCode());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
