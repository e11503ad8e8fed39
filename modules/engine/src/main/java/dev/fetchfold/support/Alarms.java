package dev.fetchfold.support;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers of a fetcher: one daemon thread, which calls nobody that might block. A timer that is
 * closed leaves the queue at once (TIME-07). They are the fetcher's own: no library's timers, which
 * an application may replace or block.
 *
 * <p>Theory of operation: an alarm rings or is closed, whichever comes first, and its lock decides
 * which. What it does when it rings is done outside of that lock, by the executor; so it may still
 * be about to be done when {@link Alarm#close} has returned, and {@link Alarm#rang} says then that
 * it will be. What must not happen after the close is therefore guarded by what it acts on: a call
 * that has its reply is not aborted any more, a permit that is held does not expire, {@link
 * Interrupts} that are closed interrupt nobody.
 */
public final class Alarms implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final Executor executor;

  /**
   * With a thread of its own, which starts with the first alarm, and on which alarms act.
   *
   * @param threadName the thread's name
   */
  public Alarms(String threadName) {
    this(threadName, Runnable::run);
  }

  /**
   * With a thread of its own, which starts with the first alarm and only hands over.
   *
   * @param threadName the thread's name
   * @param executor where alarms act; what they lead to may block there (FOLD-03)
   */
  public Alarms(String threadName, Executor executor) {
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .daemon()
                .name(threadName)
                .inheritInheritableThreadLocals(false)
                .factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    this.timer.setRemoveOnCancelPolicy(true);
    this.executor = executor;
  }

  /**
   * Sets an alarm. One that is set after the close never rings: what it guards is about to end.
   *
   * @param nanos from now, in nanoseconds; {@code Long.MAX_VALUE} for never
   * @param action done at most once, when it rings; must not block the executor
   * @return the alarm, to be closed when what it guards is over
   */
  public Alarm in(long nanos, Runnable action) {
    Alarm alarm = new Alarm(action, executor);
    if (nanos != Long.MAX_VALUE) {
      alarm.scheduled = timer.schedule(alarm::ring, nanos, TimeUnit.NANOSECONDS);
    }
    return alarm;
  }

  /**
   * How many alarms have neither rung nor been closed.
   *
   * @return the number
   */
  public int pending() {
    return timer.getQueue().size();
  }

  /** Ends the timer's thread, without waiting for that. No alarm rings afterwards. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One alarm. */
  public static final class Alarm implements AutoCloseable {
    private final Runnable action;
    private final Executor executor;
    private @Nullable ScheduledFuture<?> scheduled;
    private boolean closed;
    private boolean rang;

    private Alarm(Runnable action, Executor executor) {
      this.action = action;
      this.executor = executor;
    }

    private void ring() {
      synchronized (this) {
        if (closed) {
          return;
        }
        rang = true;
      }
      executor.execute(action); // FOLD-03: outside the lock
    }

    /**
     * Whether it has rung; after {@link #close} the answer is final.
     *
     * @return true if its action was done, or is about to be
     */
    public synchronized boolean rang() {
      return rang;
    }

    /** Not to ring any more. May be repeated. */
    @Override
    public void close() {
      ScheduledFuture<?> timer = scheduled;
      if (timer != null) {
        timer.cancel(false);
      }
      synchronized (this) {
        closed = true;
      }
    }
  }
}
