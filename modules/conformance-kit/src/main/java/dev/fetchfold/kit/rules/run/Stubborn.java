package dev.fetchfold.kit.rules.run;

import dev.fetchfold.Outcome;
import dev.fetchfold.kit.Handler;
import java.util.concurrent.CountDownLatch;

/** A consumer that holds whatever it is given, interrupted or not, until it is released. */
final class Stubborn implements Handler, AutoCloseable {
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean returned;

  @Override
  public void on(Outcome outcome) {
    boolean interrupted = false;
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    returned = true;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean hasReturned() {
    return returned;
  }

  /** Releases it. */
  @Override
  public void close() {
    release.countDown();
  }
}
