package dev.fetchfold.kit.naive;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's client and {@code CompletableFuture.allOf}: send everything, wait for everything. */
final class NaiveJdkFetcher implements Fetcher {
  private final FetcherConfig config;
  private final HttpClient client;

  NaiveJdkFetcher(FetcherConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(config.connectTimeout())
            .sslContext(tls(config))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** The kit's servers have certificates of their own. */
  private static SSLContext tls(FetcherConfig config) {
    KeyManager[] keys = config.keyManager().map(key -> new KeyManager[] {key}).orElse(null);
    TrustManager[] trust = config.trustManager().map(m -> new TrustManager[] {m}).orElse(null);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private CompletableFuture<List<Outcome>> all(Iterable<Target> targets) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (Target target : targets) {
      outcomes.add(one(outcomes.size(), target));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<Outcome> one(long index, Target target) {
    long began = System.nanoTime();
    try {
      return client
          .sendAsync(request(target), BodyHandlers.ofByteArray())
          .thenApply(response -> outcome(Naively.meta(index, target, began), response))
          .exceptionally(thrown -> failure(Naively.meta(index, target, began), thrown));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(failure(Naively.meta(index, target, began), e));
    }
  }

  private HttpRequest request(Target target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.url())).timeout(config.attemptTimeout());
    target.headers().forEach(field -> request.header(field.name(), field.value()));
    return request
        .method(
            target.method(),
            target.body().map(BodyPublishers::ofByteArray).orElse(BodyPublishers.noBody()))
        .build();
  }

  private static Outcome outcome(Meta meta, HttpResponse<byte[]> response) {
    List<Headers.Field> fields = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(v -> fields.add(new Headers.Field(name, v))));
    return Naively.response(meta, response.uri(), response.statusCode(), fields, response.body());
  }

  private static Outcome failure(Meta meta, Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return Naively.failure(meta, cause == null ? thrown : cause);
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    return Naively.fold(all(Naively.targets(batch)).join(), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return all(Naively.targets(batch)).thenApply(outcomes -> Naively.folded(outcomes, fold));
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    throw new UnsupportedOperationException("not offered");
  }

  @Override
  public Outcomes iterate(Batch batch) {
    throw new UnsupportedOperationException("not offered");
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }

  @Override
  public void close() {
    client.close();
  }
}
