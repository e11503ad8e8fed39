package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.work.Ask;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** reactor-netty: a {@code flatMap} over responses. */
final class BareReactor implements Contestant {
  private final int bound;
  private final ConnectionProvider pool;
  private final HttpClient client;

  BareReactor(int bound) {
    this.bound = bound;
    this.pool = ConnectionProvider.builder("bare").maxConnections(bound).build();
    this.client = HttpClient.create(pool);
  }

  @Override
  public void batch(Work work, Tally tally) {
    Flux.fromStream(work.asks()).flatMap(ask -> fetch(ask, tally), bound).blockLast();
  }

  private Mono<Integer> fetch(Ask ask, Tally tally) {
    return client
        .get()
        .uri(ask.url())
        .responseSingle(BareReactor::read)
        .doOnNext(status -> tally.answer(ask, status))
        .doOnError(e -> tally.failed(ask))
        .onErrorComplete();
  }

  private static Mono<Integer> read(HttpClientResponse response, ByteBufMono body) {
    return body.asByteArray().defaultIfEmpty(new byte[0]).map(bytes -> response.status().code());
  }

  @Override
  public void close() {
    pool.disposeLater().block();
  }
}
