package dev.fetchfold.support;

import org.jspecify.annotations.Nullable;

/**
 * The interrupts that a fetcher sends to one of its own threads, to end what that thread is doing.
 *
 * <p>An interrupt status does not say who has set it: it may be left behind by a callback, and a
 * callback may take the one that was meant for the thread (FOLD-06). So whoever interrupts a thread
 * of a fetcher does so here, where it is remembered. {@link Runs#leave} drops the status that a
 * callback leaves and sets the one that was ordered; and who finds an interrupt can ask whose it
 * was.
 *
 * <p>Theory of operation: a thread accepts interrupts for one piece of work at a time, and for a
 * part of it in an inner scope, such as the one that a timeout ends. {@link #interrupt} comes from
 * any thread and races with everything the thread does; the others are called by the thread itself.
 * All scopes of a thread share a lock, in which the status is set or cleared together with what is
 * remembered. After {@link #close} no interrupt of its scope arrives, so that none hits what the
 * thread does next.
 */
public final class Interrupts implements AutoCloseable {
  private static final ThreadLocal<@Nullable Interrupts> CURRENT = new ThreadLocal<>();

  private final Thread thread = Thread.currentThread();
  private final @Nullable Interrupts outer;
  private final Object lock;
  private boolean ordered;
  private boolean closed;

  private Interrupts(@Nullable Interrupts outer) {
    this.outer = outer;
    this.lock = outer == null ? new Object() : outer.lock;
  }

  /**
   * From now on this thread, which is one of the fetcher's, can be interrupted.
   *
   * @return to be closed by this thread when what may be interrupted is over
   */
  public static Interrupts accept() {
    Interrupts accepting = new Interrupts(CURRENT.get());
    CURRENT.set(accepting);
    return accepting;
  }

  /** Interrupts the thread, unless it has closed this. From any thread; never blocks. */
  public void interrupt() {
    synchronized (lock) {
      if (!closed) {
        ordered = true;
        thread.interrupt();
      }
    }
  }

  /**
   * Whether the thread has been interrupted by this.
   *
   * @return true if so; after {@link #close} the answer is final
   */
  public boolean ordered() {
    synchronized (lock) {
      return ordered;
    }
  }

  /** What was to be ended has ended: the interrupt is not for what the thread does next. */
  void obeyed() {
    synchronized (lock) {
      ordered = false;
      settleStatus(this);
    }
  }

  /** The thread accepts no more; the status is left to what was ordered of the scope around it. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      settleStatus(outer);
    }
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /** A callback has returned: of its thread's status only what was ordered stays (FOLD-06). */
  static void afterCallback() {
    Interrupts accepting = CURRENT.get();
    if (accepting == null) {
      Thread.interrupted();
      return;
    }
    synchronized (accepting.lock) {
      settleStatus(accepting);
    }
  }

  private static void settleStatus(@Nullable Interrupts innermost) {
    for (Interrupts each = innermost; each != null; each = each.outer) {
      if (each.ordered) {
        each.thread.interrupt();
        return;
      }
    }
    Thread.interrupted();
  }
}
