package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Which signals a subscriber gets, one at a time, and when its run is out of the books. */
class RunSignalsTest {
  private final List<String> events = new ArrayList<>();
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private Runnable onNext = () -> {};
  private final RunSignals signals = RunSignals.begin(runs, new Recording(), new Subscriber());

  @Test
  void anOutcomeIsDeliveredWhenTheSubscriberHasReturned() {
    begin();
    next();
    signals.onComplete();
    assertEquals(List.of("subscribed", "next", "delivered", "complete"), events);
    assertTrue(isOver());
  }

  @Test
  void whatComesAfterTheLastSignalIsDropped() {
    begin();
    signals.onError(new IllegalStateException("broken"));
    next();
    signals.onComplete();
    signals.cancel();
    assertEquals(List.of("subscribed", "error broken", "cancelled"), events);
  }

  @Test
  void aShutdownWhileTheSubscriberIsBusyIsToldWhenItHasReturned() {
    begin();
    onNext =
        () -> {
          runs.shutdownNow();
          events.add("returns");
          assertFalse(isOver());
        };
    next();
    assertEquals(
        List.of(
            "subscribed",
            "next",
            "cancelled",
            "returns",
            "delivered",
            "error the fetcher was shut down"),
        events);
    assertTrue(isOver());
  }

  @Test
  void aShutdownBeforeTheSubscriptionIsToldAfterIt() {
    runs.shutdownNow();
    begin();
    assertEquals(List.of("cancelled", "subscribed", "error the fetcher was shut down"), events);
    assertTrue(isOver());
  }

  @Test
  void aCancelInTheSubscriberIsTheLastOfItsRun() {
    begin();
    onNext = signals::cancel;
    next();
    signals.onComplete();
    assertEquals(List.of("subscribed", "next", "cancelled", "delivered"), events);
    assertTrue(isOver());
  }

  /** §2.13. */
  @Test
  void aSubscriberThatThrowsHearsNothingMore() {
    begin();
    onNext =
        () -> {
          throw new IllegalStateException("thrown by the subscriber");
        };
    next();
    next();
    assertEquals(List.of("subscribed", "next", "cancelled", "delivered"), events);
    assertTrue(isOver());
  }

  /** §3.9. */
  @Test
  void aRequestForNothingIsAnError() {
    begin();
    signals.request(0);
    assertEquals(
        List.of("subscribed", "cancelled", "error requested 0, expected 1 or more (§3.9)"), events);
  }

  @Test
  void aClosedFetcherBeginsNone() {
    Runs closed = new Runs(() -> CompletableFuture.completedFuture(null));
    closed.closeLater();
    assertThrows(
        IllegalStateException.class,
        () -> RunSignals.begin(closed, new Recording(), new Subscriber()));
  }

  private void begin() {
    signals.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
  }

  private void next() {
    signals.onNext(refused());
  }

  /** Any outcome: that of a target which is no URL. */
  private static Outcome refused() {
    FetcherConfig config = FetcherConfig.defaults();
    Target target = Target.of("nowhere");
    Limits limits = Limits.of(config, target, System.nanoTime(), Long.MAX_VALUE);
    Decision decision = new Policy(config).begin(0, target, limits.moment(0));
    return assertInstanceOf(Decision.Deliver.class, decision).outcome();
  }

  private boolean isOver() {
    runs.closeLater();
    return runs.released().isDone();
  }

  private final class Recording implements Run {
    @Override
    public void start(Receiver receiver) {}

    @Override
    public void delivered(Outcome outcome) {
      events.add("delivered");
    }

    @Override
    public void cancel() {
      events.add("cancelled");
    }
  }

  private final class Subscriber implements Flow.Subscriber<Outcome> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      events.add("subscribed");
    }

    @Override
    public void onNext(Outcome outcome) {
      events.add("next");
      onNext.run();
    }

    @Override
    public void onError(Throwable failure) {
      events.add("error " + failure.getMessage());
    }

    @Override
    public void onComplete() {
      events.add("complete");
    }
  }
}
