package dev.fetchfold.kit.rules.props;

import dev.fetchfold.Batch;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import java.util.concurrent.CountDownLatch;

/** A source that blocks for good, and knows when it is asked and when it is interrupted. */
public final class Blocking {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  /** Has not been asked. */
  public Blocking() {}

  /**
   * A batch of it, without an end.
   *
   * @param trial whose runs take from it
   * @return the batch
   */
  public Batch batch(Trial trial) {
    return Feed.endless(trial, index -> next()).batch();
  }

  /**
   * Blocks until it is interrupted.
   *
   * @return nothing
   * @throws InterruptedException if the waiting is interrupted
   */
  public Target next() throws InterruptedException {
    asked.countDown();
    try {
      never.await();
      throw new IllegalStateException("nothing opens this latch");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  /**
   * Waits until it is asked.
   *
   * @throws InterruptedException if the waiting is interrupted
   */
  public void awaitAsked() throws InterruptedException {
    asked.await();
  }

  /**
   * Waits until it is interrupted.
   *
   * @throws InterruptedException if the waiting is interrupted
   */
  public void awaitInterrupted() throws InterruptedException {
    interrupted.await();
  }

  /**
   * Whether it was asked.
   *
   * @return true if it was
   */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }
}
