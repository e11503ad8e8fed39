package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** From a run to the one thread that waits for its outcomes. */
class HandoverTest {
  private static final Outcome FIRST = Samples.outcome(0);
  private static final Outcome SECOND = Samples.outcome(1);

  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final List<String> asked = new ArrayList<>();

  /** Does nothing by itself. */
  private class Idle implements Run {
    @Override
    public void start(Receiver receiver) {
      asked.add("start");
    }

    @Override
    public void delivered(Outcome outcome) {
      asked.add("delivered");
    }

    @Override
    public void cancel() {
      asked.add("cancel");
    }
  }

  @Test
  void outcomesComeInTheirOrderAndThenTheEnd() throws Exception {
    Handover handover = Handover.start(runs, new Idle());
    handover.inbox().outcome(FIRST);
    handover.inbox().outcome(SECOND);
    assertThrows(IllegalStateException.class, handover::end);
    handover.inbox().end(End.DEADLINE);
    assertSame(FIRST, handover.next());
    assertSame(SECOND, handover.next());
    assertNull(handover.next());
    assertEquals(End.DEADLINE, handover.end());
  }

  @Test
  void aFailureComesBeforeTheOutcomesThatAreLeft() {
    Handover handover = Handover.start(runs, new Idle());
    handover.inbox().outcome(FIRST);
    IOException failure = new IOException("the source");
    handover.inbox().failed(failure);
    assertSame(failure, assertThrows(IOException.class, handover::next));
    assertThrows(IllegalStateException.class, handover::end);
  }

  @Test
  void whatEndedTheRunFirstCounts() throws Exception {
    Handover ended = Handover.start(runs, new Idle());
    ended.inbox().end(End.EXHAUSTED);
    ended.inbox().failed(new IOException("too late"));
    ended.inbox().end(End.DEADLINE);
    assertNull(ended.next());
    assertEquals(End.EXHAUSTED, ended.end());
  }

  @Test
  void aCancelCountsAlthoughTheRunHasEnded() {
    Handover handover = Handover.start(runs, new Idle());
    handover.inbox().end(End.EXHAUSTED);
    handover.cancel();
    assertEquals(List.of("start", "cancel"), asked);
    assertEquals(
        "the run was cancelled",
        assertThrows(CancellationException.class, handover::next).getMessage());
  }

  @Test
  void aShutdownCancelsTheRun() {
    Handover handover = Handover.start(runs, new Idle());
    runs.shutdownNow();
    assertEquals(List.of("start", "cancel"), asked);
    assertEquals(
        "the fetcher was shut down",
        assertThrows(CancellationException.class, handover::next).getMessage());
  }

  @Test
  void anInterruptIsThrownAndTaken() throws Exception {
    Handover handover = Handover.start(runs, new Idle());
    handover.inbox().outcome(FIRST);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, handover::next);
    assertFalse(Thread.currentThread().isInterrupted());
    assertSame(FIRST, handover.next());
  }

  @TestFactory
  Stream<DynamicTest> whoWaitsIsWoken() {
    return Stream.of(
        woken("by an outcome", handover -> handover.inbox().outcome(FIRST), FIRST.toString()),
        woken("by the end", handover -> handover.inbox().end(End.EXHAUSTED), "null"),
        woken(
            "by a failure",
            handover -> handover.inbox().failed(new IOException("broken")),
            "java.io.IOException: broken"),
        woken(
            "by a cancel",
            Handover::cancel,
            "java.util.concurrent.CancellationException: the run was cancelled"));
  }

  /** What somebody does to a hand-over. */
  private interface Push {
    void to(Handover handover);
  }

  private DynamicTest woken(String how, Push push, String expected) {
    return DynamicTest.dynamicTest(how, () -> expectWoken(push, expected));
  }

  private void expectWoken(Push push, String expected) throws Exception {
    Handover handover = Handover.start(runs, new Idle());
    FutureTask<String> next = new FutureTask<>(() -> told(handover));
    Thread consumer = Thread.ofPlatform().daemon().start(next);
    while (consumer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    push.to(handover);
    assertEquals(expected, next.get(30, TimeUnit.SECONDS));
    assertTrue(consumer.join(Duration.ofSeconds(30)));
  }

  private static String told(Handover handover) {
    try {
      return String.valueOf(handover.next());
    } catch (Throwable thrown) {
      return thrown.toString();
    }
  }

  @Test
  void aRunThatDoesNotStartIsNotInTheBooks() {
    Run broken =
        new Idle() {
          @Override
          public void start(Receiver receiver) {
            throw new IllegalArgumentException("no start");
          }
        };
    assertThrows(IllegalArgumentException.class, () -> Handover.start(runs, broken));
    runs.closeLater();
    assertTrue(runs.released().isDone());
  }

  @Test
  void aClosedFetcherStartsNothing() {
    runs.closeLater();
    assertThrows(IllegalStateException.class, () -> Handover.start(runs, new Idle()));
    assertEquals(List.of(), asked);
  }

  @Test
  void theRunIsInTheBooksUntilItIsClosed() {
    Handover handover = Handover.start(runs, new Idle());
    runs.closeLater();
    handover.delivered(FIRST);
    assertFalse(runs.released().isDone());
    handover.close();
    assertTrue(runs.released().isDone());
    handover.delivered(SECOND);
    assertEquals(List.of("start", "delivered", "cancel"), asked);
  }
}
