package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cancel does, in which order. */
@Timeout(60)
class CancelTest {
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private OriginServer origin;

  @BeforeEach
  void serve() {
    origin = OriginServer.start().on("/", Script.hang());
  }

  @AfterEach
  void close() {
    origin.close();
  }

  /** BOUND-01: a permit is in use until the abort was ordered. */
  @Test
  void thePermitGoesOnAfterTheAbort() throws InterruptedException {
    FetcherConfig config = FetcherConfig.defaults().maxConcurrency(1).listener(this::note);
    try (RxFetcher fetcher = RxFetcher.open(config)) {
      CompletableFuture<List<Outcome>> first = fetch(fetcher, "first");
      origin.ledger().await("the first head", seen -> seen.headCount() == 1);
      CompletableFuture<List<Outcome>> second = fetch(fetcher, "second"); // is in line now
      first.cancel(true);
      origin.ledger().await("the second head", seen -> seen.headCount() == 2);
      List<String> noted = List.copyOf(events);
      second.cancel(true);
      assertEquals(List.of("first starts", "first ends", "second starts"), noted);
    }
  }

  private CompletableFuture<List<Outcome>> fetch(RxFetcher fetcher, String name) {
    return fetcher.fetchAsync(Batch.of(Target.of(origin.url("/")).tag(name)), Fold.byIndex());
  }

  private void note(FetchEvent event) {
    switch (event) {
      case FetchEvent.AttemptStarted started -> events.add(name(started) + " starts");
      case FetchEvent.AttemptEnded ended -> events.add(name(ended) + " ends");
      case FetchEvent.Settled settled -> {}
      case FetchEvent.Delivered delivered -> {}
    }
  }

  private static String name(FetchEvent event) {
    return event.target().tag().map(Object::toString).orElse("");
  }
}
