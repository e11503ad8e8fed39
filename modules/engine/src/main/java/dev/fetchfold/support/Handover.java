package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The hand-over from a run to one consuming thread, which waits. The producing threads never do:
 * they put an outcome into the queue and unpark the consumer. At most a window of outcomes is in
 * it.
 *
 * <p>An interrupt of the consuming thread is its owner's and cancels (CANCEL-01); so none may be
 * taken from it, and what it does for the engine is marked as done on a caller's thread.
 */
final class Handover implements Runs.Member, AutoCloseable {
  private final Runs runs;
  private final Run run;
  private final Inbox inbox = new Inbox(this::wake);
  private volatile @Nullable Thread consumer;

  private final Object lock = new Object();
  private boolean delivering;
  private boolean closed;

  private final boolean asked;

  private Handover(Runs runs, Run run, boolean asked) {
    this.runs = runs;
    this.run = run;
    this.asked = asked;
  }

  /** To a thread that is in the fetcher until the run has ended. */
  static Handover start(Runs runs, Run run) {
    return new Handover(runs, run, false).begun();
  }

  /** To a thread that asks when it likes, and perhaps never again. */
  static Handover startAsked(Runs runs, Run run) {
    return new Handover(runs, run, true).begun();
  }

  private Handover begun() {
    runs.begin(this);
    try {
      onCallersThread(() -> run.start(inbox));
    } catch (Throwable t) {
      runs.end(this);
      throw t;
    }
    return this;
  }

  /** Where the run's outcomes go. */
  Inbox inbox() {
    return inbox;
  }

  private void onCallersThread(Runnable call) {
    Runs.CallbackScope scope = runs.enterOnCallersThread();
    try {
      call.run();
    } finally {
      runs.leave(scope);
    }
  }

  @Override
  public void shutdown() {
    cancel("the fetcher was shut down");
    if (asked) {
      close(); // CLOSE-01: whoever never asks again must not hold up the others' close
    }
  }

  private void wake() {
    LockSupport.unpark(consumer);
  }

  /**
   * Waits for the next outcome: null after the last one, and what ended the run as soon as
   * something has, even if there are outcomes left.
   */
  @Nullable Outcome next() throws InterruptedException {
    consumer = Thread.currentThread();
    try {
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Last end = inbox.last();
        if (end instanceof Last.Failed failed) {
          throw Thrown.again(failed.failure());
        }
        Outcome outcome = inbox.poll();
        if (outcome != null || end != null) {
          return outcome;
        }
        LockSupport.park(this);
      }
    } finally {
      consumer = null;
    }
  }

  /** After the close it has no effect: the fetcher may be closed by then (OBS-01). */
  void delivered(Outcome outcome) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      delivering = true;
    }
    try {
      onCallersThread(() -> run.delivered(outcome));
    } finally {
      endIfQuiet(() -> delivering = false);
    }
  }

  /** Closed, and the consumer is telling nobody: whichever comes last ends the run. */
  private void endIfQuiet(Runnable change) {
    boolean quiet;
    synchronized (lock) {
      change.run();
      quiet = closed && !delivering;
    }
    if (quiet) {
      runs.end(this);
    }
  }

  /** How the run ended, once {@link #next} has returned null. */
  End end() {
    if (inbox.last() instanceof Last.Ended ended) {
      return ended.end();
    }
    throw new IllegalStateException("the run has no end yet");
  }

  void cancel() {
    cancel("the run was cancelled");
  }

  private void cancel(String why) {
    run.cancel();
    inbox.fail(new CancellationException(why));
  }

  /**
   * From any thread, while the consumer tells a listener too, which is the last of the run then.
   */
  @Override
  public void close() {
    run.cancel();
    endIfQuiet(() -> closed = true);
  }
}
