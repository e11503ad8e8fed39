package dev.fetchfold.cli;

import dev.fetchfold.Batch;
import dev.fetchfold.Body;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Source;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One target after another, on the caller's thread: {@code fake:404} has that status, {@code
 * fake:TIMEOUT} fails for that reason, {@code fake:wait} waits until it is interrupted, {@code
 * fake:deadline} is where the deadline comes, an empty URL is INVALID_TARGET, everything else is
 * 200. The body is the URL.
 */
final class FakeFetcher implements Fetcher {
  private static final Duration ELAPSED = Duration.ofMillis(12);

  private final FetcherConfig config;

  FakeFetcher(FetcherConfig config) {
    this.config = config;
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    Iterator<? extends Target> targets = targets(batch.source());
    Fold.Accumulator<R> accumulator = fold.start();
    for (long index = 0; targets.hasNext(); index++) {
      Target target = targets.next();
      if (target.url().equals("fake:deadline")) {
        return accumulator.finish(End.DEADLINE);
      }
      if (accumulator.step(outcome(index, target)) == Step.STOP) {
        return accumulator.finish(End.STOPPED);
      }
    }
    return accumulator.finish(End.EXHAUSTED);
  }

  private static Iterator<? extends Target> targets(Source source) {
    return switch (source) {
      case Source.Known known -> known.targets().iterator();
      case Source.Lazy lazy -> lazy.iterator();
    };
  }

  private Outcome outcome(long index, Target target) throws InterruptedException {
    Meta meta = Meta.builder(index, target).attempts(1).elapsed(ELAPSED).onWire(ELAPSED).build();
    URI uri = URI.create("fake:any");
    config.listener().on(new FetchEvent.AttemptStarted(index, target, 1, uri));
    if (target.url().equals("fake:wait")) {
      new CountDownLatch(1).await();
    }
    Outcome outcome = outcome(meta, target.url().replace("fake:", ""));
    config.listener().on(ended(index, target));
    return outcome;
  }

  private Outcome outcome(Meta meta, String path) {
    Optional<Reason> reason = path.isEmpty() ? Optional.of(Reason.INVALID_TARGET) : reason(path);
    if (reason.isPresent()) {
      return Failure.builder(meta, reason.get(), "made up, \"quoted\"").build();
    }
    int status = path.matches("\\d{3}") ? Integer.parseInt(path) : 200;
    return Response.builder(meta, uri(meta.target()), status).body(body(meta.target())).build();
  }

  private static Optional<Reason> reason(String path) {
    for (Reason reason : Reason.values()) {
      if (path.startsWith(reason.name())) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private static URI uri(Target target) {
    return URI.create(target.url().replace("fake:moved", "fake:there"));
  }

  private Body body(Target target) {
    byte[] bytes = target.url().getBytes(StandardCharsets.UTF_8);
    return switch (config.bodies()) {
      case KEPT -> Body.of(bytes, StandardCharsets.UTF_8);
      case COUNTED -> Body.dropped(bytes.length);
    };
  }

  private static FetchEvent ended(long index, Target target) {
    return new FetchEvent.AttemptEnded(
        index, target, 1, OptionalInt.of(200), Optional.empty(), ELAPSED);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
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
  public void shutdownNow() {}

  @Override
  public void close() {}
}
