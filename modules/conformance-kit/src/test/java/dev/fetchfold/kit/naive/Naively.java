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
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
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

  static Outcome response(Meta meta, URI uri, int status, List<Headers.Field> fields, byte[] body) {
    return new Response(
        meta, uri, status, Headers.of(fields), Body.of(body, StandardCharsets.UTF_8));
  }

  static Outcome failure(Meta meta, Throwable thrown) {
    return new Failure(meta, reason(thrown), String.valueOf(thrown.getMessage()), thrown);
  }

  static Meta meta(long index, Target target, long began) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    return new Meta(index, target, 1, elapsed, elapsed);
  }

  private static Reason reason(Throwable thrown) {
    return switch (thrown) {
      case IllegalArgumentException e -> Reason.INVALID_TARGET;
      case ConnectException e -> Reason.CONNECT;
      case HttpTimeoutException e -> Reason.TIMEOUT;
      case TimeoutException e -> Reason.TIMEOUT;
      default -> Reason.DISCONNECTED;
    };
  }
}
