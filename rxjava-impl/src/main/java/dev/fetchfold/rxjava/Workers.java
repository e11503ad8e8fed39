package dev.fetchfold.rxjava;

import dev.fetchfold.support.BlockingThreads;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.internal.schedulers.NonBlockingThread;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads of a fetcher, as schedulers. None is one of RxJava's own, which an application may
 * replace, by a clock that stands still, or shut down.
 *
 * <p>What comes to them after the close is dropped: rejecting it would make it an undeliverable
 * error (OUT-05).
 */
final class Workers implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Timer::new, new ThreadPoolExecutor.DiscardPolicy());
  private final ExecutorService blocking = BlockingThreads.open(daemons("run"));

  private final Scheduler timers = Schedulers.from(timer);
  private final Scheduler consumers = Schedulers.from(blocking);

  Workers() {
    timer.setRemoveOnCancelPolicy(true); // TIME-07
  }

  /** One thread, which must not block. */
  Scheduler timers() {
    return timers;
  }

  /** For subscribers, which may block: as many threads as there are. */
  Scheduler consumers() {
    return consumers;
  }

  /** The threads of {@link #consumers}, for folds, which may block as well. */
  Executor folds() {
    return blocking;
  }

  /** Whether the current thread is one that RxJava says must not block. */
  static boolean onNonBlockingThread() {
    return Thread.currentThread() instanceof NonBlockingThread;
  }

  // @start region="configure"
  static ThreadFactory daemons(String purpose) {
    return Thread.ofPlatform()
        .daemon() // CLOSE-03
        .name("fetchfold-rxjava-" + purpose + "-", 0)
        .inheritInheritableThreadLocals(false) // FOLD-05
        .factory();
  }

  // @end

  /** Waits until every thread has ended. */
  @Override
  public void close() {
    timer.shutdownNow();
    timer.close();
    blocking.close();
  }

  private static final class Timer extends Thread implements NonBlockingThread {
    private static final int DEFAULT_STACK = 0;

    Timer(Runnable task) {
      super(null, task, "fetchfold-rxjava-timer", DEFAULT_STACK, false); // FOLD-05
      setDaemon(true); // CLOSE-03
    }
  }
}
