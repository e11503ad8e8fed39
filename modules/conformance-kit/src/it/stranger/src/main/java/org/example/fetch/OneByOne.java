package org.example.fetch;

import dev.fetchfold.Batch;
import dev.fetchfold.Body;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Source;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** One target after another, on the caller's thread: the simplest fetcher there is. */
public final class OneByOne implements Fetcher {
  private final FetcherConfig config;
  private final HttpClient client;

  public OneByOne(FetcherConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  @Override
  public <R> R fetch(Batch batch, Fold<R> fold) throws InterruptedException {
    Iterator<? extends Target> targets = targets(batch.source());
    Fold.Accumulator<R> accumulator = fold.start();
    for (long index = 0; targets.hasNext(); index++) {
      if (accumulator.step(outcome(index, targets.next())) == Step.STOP) {
        return accumulator.finish(End.STOPPED);
      }
    }
    return accumulator.finish(End.EXHAUSTED);
  }

  private static Iterator<? extends Target> targets(Source source) {
    if (source instanceof Source.Lazy lazy) {
      lazy.claim();
      return lazy.iterator();
    }
    return ((Source.Known) source).targets().iterator();
  }

  private Outcome outcome(long index, Target target) throws InterruptedException {
    long began = System.nanoTime();
    try {
      HttpResponse<byte[]> response = client.send(request(target), BodyHandlers.ofByteArray());
      return response(meta(index, target, 1, began), response);
    } catch (IllegalArgumentException e) {
      Meta meta = meta(index, target, 0, began);
      return Failure.builder(meta, Reason.INVALID_TARGET, "The URL is none.").cause(e).build();
    } catch (IOException e) {
      Meta meta = meta(index, target, 1, began);
      return Failure.builder(meta, reason(e), "The exchange failed.").cause(e).build();
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

  private static Outcome response(Meta meta, HttpResponse<byte[]> response) {
    List<Headers.Field> fields = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(v -> fields.add(new Headers.Field(name, v))));
    return Response.builder(meta, response.uri(), response.statusCode())
        .headers(Headers.of(fields))
        .body(Body.of(response.body(), StandardCharsets.UTF_8))
        .build();
  }

  private static Reason reason(IOException failure) {
    if (failure instanceof HttpTimeoutException) {
      return Reason.TIMEOUT;
    }
    return failure instanceof ConnectException ? Reason.CONNECT : Reason.DISCONNECTED;
  }

  private static Meta meta(long index, Target target, int attempts, long began) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    Duration onWire = attempts == 0 ? Duration.ZERO : elapsed;
    return Meta.builder(index, target)
        .attempts(attempts)
        .elapsed(elapsed)
        .onWire(onWire)
        .build();
  }

  @Override
  public <R> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcomes iterate(Batch batch) {
    throw new UnsupportedOperationException();
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
