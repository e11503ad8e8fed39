package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetchListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FOLD-06: a listener that is told of something on a thread of the caller's, and on another. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsTest {
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final List<Thread> told = new ArrayList<>();

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private void tell(FetchListener listener) {
    new Events(listener, runs).delivered(Samples.outcome(0));
  }

  private void tellOnCallersThread(FetchListener listener) {
    Runs.CallbackScope scope = runs.enterOnCallersThread();
    try {
      tell(listener);
    } finally {
      runs.leave(scope);
    }
  }

  private void leaveInterrupted() {
    told.add(Thread.currentThread());
    Thread.currentThread().interrupt();
  }

  @Test
  void whatItLeavesEndsWithIt() {
    tell(event -> leaveInterrupted());
    assertFalse(Thread.interrupted());
    assertEquals(List.of(Thread.currentThread()), told);
  }

  @Test
  void whatItLeavesIsNoCancelOfTheCallers() {
    tellOnCallersThread(event -> leaveInterrupted());
    assertFalse(Thread.interrupted());
    assertEquals(1, told.size(), "told before the call returns");
    assertNotEquals(Thread.currentThread(), told.getFirst());
  }

  @Test
  void aCancelOfTheCallersReachesItAndIsKept() {
    Thread caller = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    tellOnCallersThread(
        event -> {
          told.add(Thread.currentThread());
          caller.interrupt();
          await(never);
        });
    assertTrue(Thread.interrupted());
    assertEquals(1, told.size());
  }

  /** Until it is interrupted, of which it says nothing. */
  private static void await(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException taken) {
      // As listeners do that do not care.
    }
  }
}
