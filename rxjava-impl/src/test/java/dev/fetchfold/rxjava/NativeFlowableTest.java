package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody who knows RxJava expects of any {@code Flowable}. */
@Timeout(60)
class NativeFlowableTest {
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
  void aTestSubscriberRequestsAndCancels() throws InterruptedException {
    TestSubscriber<Long> outcomes =
        fetcher.flowable(targets(9).inOrder()).map(Outcome::index).test(0);
    outcomes.assertNoValues().requestMore(1);
    outcomes.awaitCount(1).assertValues(0L).requestMore(2);
    outcomes.awaitCount(3).assertValues(0L, 1L, 2L).assertNotComplete().cancel();
    fetcher.flowable(targets(9)).test().await().assertValueCount(9).assertComplete();
  }

  /** DEMAND-02: what is buffered on the way to the subscriber's thread is not delivered yet. */
  @Test
  void publishedTargetsAreRequestedAsTheyAreDelivered() {
    AtomicLong requested = new AtomicLong();
    Flowable<Target> counted =
        Flowable.range(0, 40)
            .map(i -> Target.of(origin.url("/")))
            .doOnRequest(requested::addAndGet);
    TestSubscriber<Outcome> outcomes =
        fetcher.flowable(counted, batch -> batch.inOrder().window(3)).test(2);
    outcomes.awaitCount(2).cancel();
    assertTrue(requested.get() <= 5, () -> "requested: " + requested);
  }

  private Batch targets(int count) {
    return Batch.of(Collections.nCopies(count, Target.of(origin.url("/"))));
  }
}
