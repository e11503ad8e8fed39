package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** Targets that come from a publisher. */
@Timeout(60)
class PublishedTargetsTest {
  private final ReactorFetcher fetcher = ReactorFetcher.open();
  private OriginServer origin;

  @BeforeEach
  void serve() {
    origin = OriginServer.start().on("/", Script.text("ok"));
  }

  @AfterEach
  void close() {
    fetcher.close();
    origin.close();
  }

  @Test
  void eachSubscriptionIsARunOverTheTargets() {
    Flux<Outcome> outcomes = fetcher.flux(targets(40), batch -> batch.inOrder().window(3));
    List<Long> expected = LongStream.range(0, 40).boxed().toList();
    assertEquals(expected, outcomes.map(Outcome::index).collectList().block());
    assertEquals(expected, outcomes.map(Outcome::index).collectList().block());
  }

  @Test
  void noMoreIsRequestedThanTheWindowHasRoomFor() {
    AtomicLong requested = new AtomicLong();
    Flux<Target> counted = targets(40).doOnRequest(requested::addAndGet);
    assertEquals(0L, firstIndex(fetcher.flux(counted, batch -> batch.inOrder().window(3))));
    assertTrue(requested.get() <= 5, () -> "requested: " + requested);
  }

  @Test
  void theTargetsAreCancelledWhenTheRunIs() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Flux<Target> endless = targets(1).concatWith(Flux.never()).doOnCancel(cancelled::countDown);
    assertEquals(0L, firstIndex(fetcher.flux(endless)));
    cancelled.await();
  }

  /** TIME-04: they are cut as any lazy source is, and what was fetched is delivered. */
  @Test
  void theDeadlineCutsThem() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Flux<Target> endless = targets(1).concatWith(Flux.never()).doOnCancel(cancelled::countDown);
    Flux<Outcome> outcomes = fetcher.flux(endless, batch -> batch.within(Duration.ofMillis(300)));
    assertEquals(List.of(0L), outcomes.map(Outcome::index).collectList().block());
    cancelled.await();
  }

  @Test
  void anErrorOfTheTargetsEndsTheRun() {
    IOException failure = new IOException("no more");
    Flux<Outcome> outcomes = fetcher.flux(Flux.error(failure));
    Throwable thrown = assertThrows(Exception.class, outcomes::blockLast);
    assertSame(failure, thrown.getCause());
  }

  @Test
  void aDeliveryThatCannotBeMeantIsAnError() {
    Flux<Outcome> outcomes = fetcher.flux(targets(1), batch -> batch.window(0));
    assertThrows(IllegalArgumentException.class, outcomes::blockLast);
  }

  @Test
  void aClosedFetcherAsksForNone() {
    AtomicLong subscribed = new AtomicLong();
    fetcher.close();
    Flux<Target> asked = targets(1).doOnSubscribe(subscription -> subscribed.incrementAndGet());
    assertThrows(IllegalStateException.class, () -> fetcher.flux(asked).blockLast());
    assertEquals(0, subscribed.get());
  }

  private static @Nullable Long firstIndex(Flux<Outcome> outcomes) {
    return outcomes.map(Outcome::index).blockFirst();
  }

  private Flux<Target> targets(int count) {
    return Flux.range(0, count).map(i -> Target.of(origin.url("/")));
  }
}
