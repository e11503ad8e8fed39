package dev.fetchfold.httpcore5;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what must happen; the time is a watchdog's, nothing is measured by it. */
final class Patience {
  private static final long SECONDS = 30;

  private Patience() {}

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("waited in vain for " + latch);
    }
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("waited in vain");
    }
    return next;
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }

  static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(SECONDS)) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  static void join(Thread thread) throws InterruptedException {
    if (!thread.join(Duration.ofSeconds(SECONDS))) {
      throw new AssertionError("waited in vain for the end of " + thread);
    }
  }
}
