package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FOLD-03: what an alarm leads to holds up no other alarm, and nobody who asks it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AlarmsTest {
  private static final long SOON = 1_000_000;
  private static final long LATER = 50 * SOON;

  @Test
  void anAlarmActsOutsideItsLock() throws Exception {
    CountDownLatch acting = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (Alarms alarms = new Alarms("alarms-test")) {
      Alarms.Alarm alarm =
          alarms.in(
              SOON,
              () -> {
                acting.countDown();
                await(asked);
              });
      acting.await();
      assertTrue(alarm.rang(), "while it acts");
      alarm.close();
      asked.countDown();
    }
  }

  @Test
  void anAlarmThatBlocksWhereItActsHoldsUpNoOther() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Alarms alarms = new Alarms("alarms-test", task -> new Thread(task).start())) {
      alarms.in(SOON, () -> await(release));
      alarms.in(LATER, second::countDown);
      second.await();
      release.countDown();
    }
  }

  @Test
  void oneThatIsClosedLeavesTheQueueAndDoesNotRing() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    try (Alarms alarms = new Alarms("alarms-test")) {
      Alarms.Alarm closed = alarms.in(LATER, () -> first.complete("the closed one"));
      closed.close();
      assertEquals(0, alarms.pending());
      alarms.in(2 * LATER, () -> first.complete("the other"));
      assertEquals("the other", first.get());
      assertFalse(closed.rang());
    }
  }

  @Test
  void oneThatIsSetAfterTheCloseIsDropped() {
    Alarms alarms = new Alarms("alarms-test");
    alarms.close();
    assertFalse(alarms.in(SOON, () -> {}).rang());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
