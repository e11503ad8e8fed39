package dev.fetchfold.rxjava;

import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.BlockingThreads;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of a fetcher. None is one of RxJava's own schedulers, which an application may
 * replace, by a clock that stands still, or shut down; and its timers are no scheduler at all, so
 * that no hook stands before them.
 *
 * <p>What comes to them after the close is dropped: rejecting it would make it an undeliverable
 * error (OUT-05).
 */
final class Workers implements AutoCloseable {
  private final ExecutorService blocking = BlockingThreads.open(daemons("run"));
  private final Alarms alarms = new Alarms("fetchfold-rxjava-timer", blocking);
  private final Scheduler consumers = Schedulers.from(blocking);

  /** Completes after so many nanoseconds, on a thread where what it leads to may block. */
  Completable after(long nanos) {
    return Completable.create(
        emitter -> emitter.setCancellable(alarms.in(nanos, emitter::onComplete)::close)); // TIME-07
  }

  /** For subscribers, which may block: as many threads as there are. */
  Scheduler consumers() {
    return consumers;
  }

  /** The threads of {@link #consumers}, for folds, which may block as well. */
  Executor folds() {
    return blocking;
  }

  /**
   * Whether the current thread is one that RxJava says must not block, by an interface which its
   * module does not export.
   */
  static boolean onNonBlockingThread() {
    return Arrays.stream(Thread.currentThread().getClass().getInterfaces())
        .anyMatch(implemented -> implemented.getSimpleName().equals("NonBlockingThread"));
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
    alarms.close();
    blocking.close();
  }
}
