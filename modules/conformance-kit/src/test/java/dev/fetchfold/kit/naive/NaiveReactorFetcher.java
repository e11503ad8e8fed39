package dev.fetchfold.kit.naive;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Target;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** reactor-netty as it comes and a {@code flatMap}: the reactive twin of the same idea. */
final class NaiveReactorFetcher implements Fetcher {
  private final HttpClient client;

  NaiveReactorFetcher(FetcherConfig config) {
    SslContext tls = tls(config);
    this.client =
        HttpClient.create()
            .secure(spec -> spec.sslContext(tls))
            .followRedirect(true)
            .responseTimeout(config.attemptTimeout());
  }

  /** The kit's servers have certificates of their own. */
  private static SslContext tls(FetcherConfig config) {
    SslContextBuilder tls = SslContextBuilder.forClient();
    config.trustManager().ifPresent(manager -> tls.trustManager(manager));
    config.keyManager().ifPresent(manager -> tls.keyManager(manager));
    try {
      return tls.build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  private Flux<Outcome> all(Batch batch) {
    return Flux.fromIterable(Naively.targets(batch))
        .index()
        .flatMap(numbered -> one(numbered.getT1(), numbered.getT2()));
  }

  private Mono<Outcome> one(long index, Target target) {
    long began = System.nanoTime();
    return client
        .headers(headers -> target.headers().forEach(f -> headers.add(f.name(), f.value())))
        .request(HttpMethod.valueOf(target.method()))
        .uri(target.url())
        .send(body(target))
        .responseSingle((response, body) -> outcome(index, target, began, response, body))
        .onErrorResume(thrown -> Mono.just(failure(index, target, began, thrown)));
  }

  private static ByteBufFlux body(Target target) {
    return ByteBufFlux.fromInbound(Mono.justOrEmpty(target.body()).map(Unpooled::wrappedBuffer));
  }

  private static Mono<Outcome> outcome(
      long index, Target target, long began, HttpClientResponse response, ByteBufMono body) {
    List<Headers.Field> fields =
        response.responseHeaders().entries().stream()
            .map(field -> new Headers.Field(field.getKey(), field.getValue()))
            .toList();
    URI uri = URI.create(Objects.requireNonNull(response.resourceUrl()));
    return body.asByteArray()
        .defaultIfEmpty(new byte[0])
        .map(
            bytes ->
                Naively.response(
                    Naively.meta(index, target, began),
                    uri,
                    response.status().code(),
                    fields,
                    bytes));
  }

  private static Outcome failure(long index, Target target, long began, Throwable thrown) {
    return Naively.failure(Naively.meta(index, target, began), thrown);
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    return Naively.fold(all(batch).collectList().blockOptional().orElseThrow(), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return all(batch)
        .collectList()
        .toFuture()
        .thenApply(outcomes -> Naively.folded(outcomes, fold));
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    return JdkFlowAdapter.publisherToFlowPublisher(all(batch));
  }

  @Override
  public Outcomes iterate(Batch batch) {
    throw new UnsupportedOperationException("not offered");
  }

  /** The client has nothing to close: its connections are the process's. */
  @Override
  public void shutdownNow() {}

  @Override
  public void close() {}
}
