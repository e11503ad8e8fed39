package dev.fetchfold.agreement.soak;

import java.util.concurrent.TimeUnit;

/** Waits for what is sure to come; only a defect makes it wait to the end. */
final class Patience {
  static final long SECONDS = 120;

  private static final long PAUSE_MILLIS = 20;

  /** Something that may be so or not be so yet. */
  interface Condition {
    boolean holds() throws Exception;
  }

  private Patience() {}

  /** False if it did not come to hold. */
  static boolean await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
