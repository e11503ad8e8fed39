package dev.fetchfold.kit.rules;

import dev.fetchfold.Batch;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import java.util.concurrent.CountDownLatch;

/** A source that blocks for good, and knows when it is asked and when it is interrupted. */
final class Blocking {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  Batch batch(Trial trial) {
    return Feed.endless(trial, index -> next()).batch();
  }

  Target next() throws InterruptedException {
    asked.countDown();
    try {
      never.await();
      throw new IllegalStateException("nothing opens this latch");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  void awaitAsked() throws InterruptedException {
    asked.await();
  }

  void awaitInterrupted() throws InterruptedException {
    interrupted.await();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }
}
