package dev.fetchfold.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Failure;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a target leaves behind, however it ends: no timer, no dependent, no attempt without end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AttemptsTest {
  private static final int TRIES = 20;
  private static final FetcherConfig CONFIG =
      FetcherConfig.defaults()
          .retry(
              RetryPolicy.defaults()
                  .maxAttempts(TRIES)
                  .backoff(Duration.ofMillis(1), Duration.ofMillis(1)));

  private final Alarms alarms = new Alarms("attempts-test");
  private final Exchange exchange = new Exchange(CONFIG);
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private FetchListener listener = FetchListener.none();

  @AfterEach
  void close() {
    exchange.close();
    alarms.close();
  }

  @Test
  void nothingIsLeftAfterRetries() throws Exception {
    Gate last = new Gate();
    Script closing =
        exchange -> {
          if (exchange.call() == TRIES) {
            exchange.pass(last);
          }
          exchange.close();
        };
    try (OriginServer server = OriginServer.start().on("/", closing)) {
      CompletableFuture<Outcome> outcome = settle(server);
      int dependents = outcome.getNumberOfDependents();
      server.ledger().await("the last request", seen -> seen.headCount() == TRIES);
      assertEquals(dependents, outcome.getNumberOfDependents());
      last.open();
      Failure failure = assertInstanceOf(Failure.class, outcome.get());
      assertEquals(Reason.DISCONNECTED, failure.reason());
      assertEquals(TRIES, failure.meta().attempts());
      assertEquals(0, alarms.pending());
    }
  }

  /** The connection is closed and the timers are gone when cancel returns (CANCEL-03). */
  @Test
  void nothingIsLeftAfterCancel() throws Exception {
    try (OriginServer server = OriginServer.start().on("/", Script.hang())) {
      CompletableFuture<Outcome> outcome = settle(server);
      server.ledger().await("the request", seen -> seen.inFlight() == 1);
      assertEquals(1, alarms.pending()); // the attempt timeout
      outcome.cancel(false);
      assertEquals(0, alarms.pending());
      server.ledger().await("the connection to end", seen -> seen.openConnections() == 0);
    }
  }

  @Test
  void nothingIsLeftAfterCancelDuringThePause() {
    Target later = Target.of("http://somewhere/").after(Duration.ofHours(1));
    CompletableFuture<Outcome> outcome = settle(later);
    assertEquals(1, alarms.pending());
    outcome.cancel(false);
    assertEquals(0, alarms.pending());
  }

  /** OBS-01: one that is granted its permit when its run ends, and with it the fetcher. */
  @Test
  void anAttemptThatStartsDuringTheCloseEnds() {
    List<FetchEvent> told = new ArrayList<>();
    listener =
        event -> {
          told.add(event);
          if (event instanceof FetchEvent.AttemptStarted) {
            close();
          }
        };
    CompletableFuture<Outcome> outcome = settle(Target.of("http://somewhere/"));
    assertTrue(outcome.isCompletedExceptionally());
    assertEquals(2, told.size(), told::toString);
    assertInstanceOf(FetchEvent.AttemptEnded.class, told.getLast());
  }

  private CompletableFuture<Outcome> settle(OriginServer server) {
    return settle(Target.of(server.url("/")));
  }

  private CompletableFuture<Outcome> settle(Target target) {
    long now = System.nanoTime();
    Limits limits = Limits.of(CONFIG, target, now, Long.MAX_VALUE);
    Events events = new Events(listener, runs);
    Attempts attempts =
        new Attempts(new Policy(CONFIG), new Admission(CONFIG), exchange, alarms, events);
    return attempts.settle(new Taken(0, target, now), limits, () -> false);
  }
}
