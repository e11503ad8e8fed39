package dev.fetchfold.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Summary;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verticle meets: a Vertx that is lent, futures and streams on its own context. */
@Timeout(Watchdog.SECONDS)
class VertxFetcherTest {
  private static final String CLOSED = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnot";

  private final Vertx vertx = Vertx.vertx();
  private final Vertx other = Vertx.vertx();
  private final VertxFetcher fetcher = VertxFetcher.using(vertx, FetcherConfig.defaults());

  @SuppressWarnings("NullAway.Init") // set before each test
  private OriginServer origin;

  @BeforeEach
  void start() throws Exception {
    origin = OriginServer.start().on("/held", Script.hang()).otherwise(Script.text("ok"));
  }

  @AfterEach
  void stop() {
    fetcher.shutdownNow();
    fetcher.close();
    vertx.close().await();
    other.close().await();
    origin.close();
  }

  private Batch three() {
    return Batch.urls(origin.url("/0"), origin.url("/1"), origin.url("/2"));
  }

  private Batch held() {
    return Batch.urls(origin.url("/held"));
  }

  /** Calls on an event-loop context, as a verticle does, and waits for the answer elsewhere. */
  private <T> T onContext(Context context, Supplier<Future<T>> call) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(now -> call.get().onComplete(answer));
    return answer.future().await();
  }

  @Test
  void aLentVertxOutlivesTheFetcher() throws Exception {
    assertEquals(3, fetcher.fetch(three()).size());
    fetcher.close();
    assertEquals("timer", vertx.timer(1, TimeUnit.MILLISECONDS).map("timer").await());
  }

  @Test
  void theTimersOfALentVertxAreLeftAlone() throws Exception {
    Promise<String> first = Promise.promise();
    try (VertxFetcher borrower = VertxFetcher.using(other, FetcherConfig.defaults())) {
      other.setTimer(1000, now -> first.complete("rang")); // the first timer has the id 0
      origin.on("/close", Script.raw(CLOSED.getBytes(ISO_8859_1), Script.After.CLOSE));
      borrower.fetch(Batch.urls(origin.url("/close"), origin.url("/close")));
      assertEquals("rang", first.future().await());
    }
  }

  @Test
  void aLentVertxThatIsClosedShutsTheFetcherDown() throws Exception {
    VertxRun<Summary> run = fetcher.fold(held(), Fold.summary());
    origin.ledger().await("the head", seen -> seen.headCount() == 1);
    vertx.close().await();
    assertThrows(CancellationException.class, run.result()::await);
    fetcher.close();
  }

  @Test
  void aResultComesOnTheCallersContext() {
    Context context = vertx.getOrCreateContext();
    Context seen =
        onContext(
            context,
            () -> fetcher.fold(three(), Fold.summary()).result().map(s -> Vertx.currentContext()));
    assertSame(context, seen);
  }

  @Test
  void aResultOfAFetcherWithItsOwnVertxDoesToo() {
    Context context = vertx.getOrCreateContext();
    try (VertxFetcher other = VertxFetcher.open()) {
      Context seen =
          onContext(
              context,
              () -> other.fold(three(), Fold.summary()).result().map(s -> Vertx.currentContext()));
      assertSame(context, seen);
    }
  }

  @Test
  void noStepIsOnAnEventLoop() {
    Optional<Outcome> onLoop =
        fetcher.fold(three(), Fold.first(o -> Context.isOnEventLoopThread())).result().await();
    assertEquals(Optional.empty(), onLoop);
  }

  @Test
  void aCancelledRunFails() throws Exception {
    VertxRun<Summary> run = fetcher.fold(held(), Fold.summary());
    origin.ledger().await("the head", seen -> seen.headCount() == 1);
    run.cancel();
    run.cancel();
    assertThrows(CancellationException.class, run.result()::await);
  }

  @Test
  void shutdownCompletesOnTheCallersContextWhenTheRunsHaveEnded() throws Exception {
    VertxRun<Summary> run = fetcher.fold(held(), Fold.summary());
    Context context = vertx.getOrCreateContext();
    Promise<Context> down = Promise.promise();
    context.runOnContext(
        now -> fetcher.shutdown().map(v -> Vertx.currentContext()).onComplete(down));
    run.cancel();
    assertSame(context, down.future().await());
  }

  @Test
  void aStreamCallsItsHandlersOnTheCallersContext() {
    Context context = vertx.getOrCreateContext();
    List<Context> seen = new ArrayList<>();
    onContext(context, () -> read(seen));
    assertEquals(List.of(context, context, context, context), seen);
  }

  private Future<Void> read(List<Context> seen) {
    Promise<Void> ended = Promise.promise();
    fetcher
        .readStream(three())
        .exceptionHandler(ended::fail)
        .endHandler(end -> note(seen, ended))
        .handler(outcome -> seen.add(Vertx.currentContext()));
    return ended.future();
  }

  private static void note(List<Context> seen, Promise<Void> ended) {
    seen.add(Vertx.currentContext());
    ended.complete();
  }

  @Test
  void aStreamIsCollectedAsAnyOther() {
    Context context = vertx.getOrCreateContext();
    List<Outcome> outcomes =
        onContext(context, () -> fetcher.readStream(three()).collect(Collectors.toList()));
    assertEquals(3, outcomes.size());
  }

  @Test
  void aHandlerThatPausesGetsNoMoreUntilItFetches() throws Exception {
    Context context = vertx.getOrCreateContext();
    List<Long> seen = new ArrayList<>();
    Promise<Void> second = Promise.promise();
    OutcomeStream stream = onContext(context, () -> pausing(seen, second));
    origin.ledger().await("three heads", ledger -> ledger.headCount() == 3);
    assertEquals(1, onContext(context, () -> Future.succeededFuture(seen.size())));
    stream.fetch(1); // is paused again by its handler
    second.future().await(); // its reply may still have been on its way
    assertEquals(2, onContext(context, () -> Future.succeededFuture(seen.size())));
  }

  /** The stream, when it has handed over its first outcome. */
  private Future<OutcomeStream> pausing(List<Long> seen, Promise<Void> second) {
    Promise<OutcomeStream> first = Promise.promise();
    OutcomeStream stream = fetcher.readStream(three().inOrder());
    stream.handler(
        outcome -> {
          seen.add(outcome.index());
          stream.pause();
          first.tryComplete(stream);
          if (seen.size() == 2) {
            second.complete();
          }
        });
    return first.future();
  }

  @Test
  void aStreamBeginsWithItsHandler() throws Exception {
    OutcomeStream stream = fetcher.readStream(three());
    origin.ledger().fence();
    assertEquals(0, origin.ledger().connections());
    stream.cancel();
  }

  @Test
  void aCancelledStreamCallsNothing() throws Exception {
    Context context = vertx.getOrCreateContext();
    List<Object> called = new ArrayList<>();
    OutcomeStream stream = onContext(context, () -> Future.succeededFuture(listening(called)));
    origin.ledger().await("the head", seen -> seen.headCount() == 1);
    stream.cancel();
    origin.ledger().await("the abort", seen -> seen.openExchanges() == 0);
    assertEquals(List.of(), onContext(context, () -> Future.succeededFuture(List.copyOf(called))));
  }

  private OutcomeStream listening(List<Object> called) {
    return fetcher
        .readStream(held())
        .exceptionHandler(called::add)
        .endHandler(end -> called.add("end"))
        .handler(called::add);
  }

  @Test
  void aStreamThatWasCancelledBeforeItBeganHoldsNothingUp() throws Exception {
    OutcomeStream stream = fetcher.readStream(held());
    stream.cancel();
    stream.handler(outcome -> {});
    fetcher.close();
    assertEquals(0, origin.ledger().connections());
  }

  @Test
  void aStreamOfAClosedFetcherIsRefused() {
    fetcher.close();
    Promise<Throwable> refused = Promise.promise();
    fetcher.readStream(three()).exceptionHandler(refused::complete).handler(outcome -> {});
    assertInstanceOf(IllegalStateException.class, refused.future().await());
  }

  @Test
  void aNegativeAmountIsRefused() {
    OutcomeStream stream = fetcher.readStream(three());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> stream.fetch(-1));
    assertEquals("amount is -1, expected 0 or more", refused.getMessage());
  }
}
