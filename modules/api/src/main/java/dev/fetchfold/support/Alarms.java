package dev.fetchfold.support;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers for engines whose threads block: one daemon thread aborts what is late. A timer that is
 * closed leaves the queue at once (TIME-07).
 */
public final class Alarms implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  /**
   * With a thread of its own, which starts with the first alarm.
   *
   * @param threadName the thread's name
   */
  public Alarms(String threadName) {
    timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(threadName).factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Sets an alarm.
   *
   * @param nanos from now, in nanoseconds; {@code Long.MAX_VALUE} for never
   * @param ring called at most once, on the timer's thread, never after the alarm was closed; must
   *     not block
   * @return the alarm, to be closed when what it guards is over
   */
  public Alarm in(long nanos, Runnable ring) {
    Alarm alarm = new Alarm(ring);
    if (nanos != Long.MAX_VALUE) {
      alarm.scheduled = timer.schedule(alarm::ring, nanos, TimeUnit.NANOSECONDS);
    }
    return alarm;
  }

  /** Ends the timer's thread. No alarm rings afterwards. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One alarm. */
  public static final class Alarm implements AutoCloseable {
    private final Runnable action;
    private @Nullable ScheduledFuture<?> scheduled;
    private boolean closed;
    private boolean rang;

    private Alarm(Runnable action) {
      this.action = action;
    }

    private synchronized void ring() {
      if (!closed) {
        rang = true;
        action.run();
      }
    }

    /**
     * Whether it has rung; after {@link #close} the answer is final.
     *
     * @return true if its action was called
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
