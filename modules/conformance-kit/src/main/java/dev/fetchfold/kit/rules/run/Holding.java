package dev.fetchfold.kit.rules.run;

import dev.fetchfold.kit.Trial;
import java.util.concurrent.CountDownLatch;

/** A callback that holds on until it is let go, takes whatever interrupts it and says nothing. */
final class Holding {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean held;

  Holding(Trial trial) {
    trial.keep(this::release);
  }

  void hold() {
    held = true;
    entered.countDown();
    while (!isReleased()) {}
  }

  private boolean isReleased() {
    try {
      released.await();
      return true;
    } catch (InterruptedException taken) {
      return false;
    }
  }

  /** What was to hold on is not called any more. */
  void pass() {
    entered.countDown();
  }

  boolean isHeld() {
    return held;
  }

  void awaitEntered() throws InterruptedException {
    entered.await();
  }

  void release() {
    released.countDown();
  }
}
