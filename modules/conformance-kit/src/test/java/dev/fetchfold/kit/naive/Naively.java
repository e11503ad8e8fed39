package dev.fetchfold.kit.naive;

import dev.fetchfold.Batch;
import dev.fetchfold.Body;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Source;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What stands between naive code and the interface: batches taken apart, outcomes put together. */
final class Naively {
  private Naively() {}

  static Iterable<Target> targets(Batch batch) {
    return switch (batch.source()) {
      case Source.Known known -> known.targets();
      case Source.Lazy lazy -> () -> lazily(lazy);
    };
  }

  @SuppressWarnings("unchecked") // an iterator only gives
  private static java.util.Iterator<Target> lazily(Source.Lazy lazy) {
    lazy.claim();
    return (java.util.Iterator<Target>) lazy.iterator();
  }

  static <R extends @Nullable Object> R fold(List<Outcome> outcomes, Fold<R> fold)
      throws InterruptedException {
    Fold.Accumulator<R> accumulator = fold.start();
    for (Outcome outcome : outcomes) {
      if (accumulator.step(outcome) == Step.STOP) {
        return accumulator.finish(End.STOPPED);
      }
    }
    return accumulator.finish(End.EXHAUSTED);
  }

  /** Within a future. */
  static <R extends @Nullable Object> R folded(List<Outcome> outcomes, Fold<R> fold) {
    try {
      return fold(outcomes, fold);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  static Outcome response(Meta meta, URI uri, int status, List<Headers.Field> fields, byte[] body) {
    return Response.builder(meta, uri, status)
        .headers(Headers.of(fields))
        .body(Body.of(body, StandardCharsets.UTF_8))
        .build();
  }

  static Outcome failure(Meta meta, Throwable thrown) {
    Reason reason = reason(thrown);
    Meta made = reason == Reason.INVALID_TARGET ? unsent(meta) : meta;
    return Failure.builder(made, reason, "the exchange failed").cause(root(thrown)).build();
  }

  private static Meta unsent(Meta meta) {
    return meta.toBuilder().attempts(0).onWire(Duration.ZERO).build();
  }

  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null ? thrown : root(thrown.getCause());
  }

  static Meta meta(long index, Target target, long began) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    return Meta.builder(index, target).attempts(1).elapsed(elapsed).onWire(elapsed).build();
  }

  private static Reason reason(Throwable thrown) {
    return switch (thrown) {
      case IllegalArgumentException e -> Reason.INVALID_TARGET;
      case UnknownHostException e -> Reason.UNKNOWN_HOST;
      case SSLException e -> Reason.TLS;
      case ConnectException e -> Reason.CONNECT;
      case HttpTimeoutException e -> Reason.TIMEOUT;
      case TimeoutException e -> Reason.TIMEOUT;
      default -> Reason.DISCONNECTED;
    };
  }
}
