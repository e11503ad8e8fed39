package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that come from a publisher. */
@Timeout(60)
class PublishedTargetsTest {
  private final RxFetcher fetcher = RxFetcher.open();
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
    Flowable<Outcome> outcomes = fetcher.flowable(targets(40), batch -> batch.inOrder().window(3));
    List<Long> expected = LongStream.range(0, 40).boxed().toList();
    assertEquals(expected, outcomes.map(Outcome::index).toList().blockingGet());
    assertEquals(expected, outcomes.map(Outcome::index).toList().blockingGet());
  }

  @Test
  void noMoreIsRequestedThanTheWindowHasRoomFor() {
    AtomicLong requested = new AtomicLong();
    Flowable<Target> counted = targets(40).doOnRequest(requested::addAndGet);
    assertEquals(0L, firstIndex(fetcher.flowable(counted, batch -> batch.inOrder().window(3))));
    assertTrue(requested.get() <= 5, () -> "requested: " + requested);
  }

  @Test
  void theTargetsAreCancelledWhenTheRunIs() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Flowable<Target> endless =
        targets(1).concatWith(Flowable.never()).doOnCancel(cancelled::countDown);
    assertEquals(0L, firstIndex(fetcher.flowable(endless)));
    cancelled.await();
  }

  /** TIME-04: they are cut as any lazy source is, and what was fetched is delivered. */
  @Test
  void theDeadlineCutsThem() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Flowable<Target> endless =
        targets(1).concatWith(Flowable.never()).doOnCancel(cancelled::countDown);
    Flowable<Outcome> outcomes =
        fetcher.flowable(endless, batch -> batch.within(Duration.ofMillis(300)));
    assertEquals(List.of(0L), outcomes.map(Outcome::index).toList().blockingGet());
    cancelled.await();
  }

  @Test
  void anErrorOfTheTargetsEndsTheRun() throws InterruptedException {
    IOException failure = new IOException("no more");
    TestSubscriber<Outcome> outcomes = fetcher.flowable(Flowable.<Target>error(failure)).test();
    outcomes.await();
    outcomes.assertError(failure);
  }

  @Test
  void aDeliveryThatCannotBeMeantIsAnError() {
    fetcher
        .flowable(targets(1), batch -> batch.window(0))
        .test()
        .assertFailure(IllegalArgumentException.class);
  }

  @Test
  void aClosedFetcherAsksForNone() {
    AtomicLong subscribed = new AtomicLong();
    fetcher.close();
    fetcher
        .flowable(targets(1).doOnSubscribe(subscription -> subscribed.incrementAndGet()))
        .test()
        .assertFailure(IllegalStateException.class);
    assertEquals(0, subscribed.get());
  }

  private static long firstIndex(Flowable<Outcome> outcomes) {
    return outcomes.map(Outcome::index).blockingFirst();
  }

  private Flowable<Target> targets(int count) {
    return Flowable.range(0, count).map(i -> Target.of(origin.url("/")));
  }
}
