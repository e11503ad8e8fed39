package dev.fetchfold.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateTest {
  private final Gate gate = new Gate();

  @Test
  void letsThroughAsManyAsItHasPermits() throws Exception {
    CountDownLatch passed = new CountDownLatch(2);
    Thread[] waiters = new Thread[3];
    for (int i = 0; i < waiters.length; i++) {
      waiters[i] = Thread.ofVirtual().start(() -> passThen(passed));
    }
    gate.awaitWaiting(3);
    gate.permit(2);
    passed.await();
    gate.awaitWaiting(1);
    assertEquals(1, gate.waiting());
    gate.open();
    for (Thread waiter : waiters) {
      waiter.join();
    }
    gate.pass();
  }

  @Test
  void waitingIsInterruptible() throws Exception {
    Thread waiter = Thread.ofVirtual().start(() -> passThen(new CountDownLatch(1)));
    gate.awaitWaiting(1);
    waiter.interrupt();
    waiter.join();
    assertEquals(0, gate.waiting());
  }

  private void passThen(CountDownLatch passed) {
    try {
      gate.pass();
      passed.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
