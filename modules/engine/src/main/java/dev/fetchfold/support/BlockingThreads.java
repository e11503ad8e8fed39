package dev.fetchfold.support;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for folds and subscribers, which may block: as many as there are. */
public final class BlockingThreads {
  private static final long IDLE_SECONDS = 10;

  private BlockingThreads() {}

  /**
   * None yet. They end when they are idle.
   *
   * @param factory makes them
   * @return an executor; what comes to it after its close is dropped, since nobody waits for it any
   *     more: a rejection would reach nobody but a global handler (OUT-05)
   */
  public static ExecutorService open(ThreadFactory factory) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        factory,
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
