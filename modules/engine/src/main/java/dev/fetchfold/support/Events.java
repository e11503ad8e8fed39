package dev.fetchfold.support;

import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the listener; what it throws is logged and changes nothing (OBS-01, FOLD-02). */
public final class Events {
  private static final System.Logger LOG = System.getLogger(Events.class.getName());

  private final FetchListener listener;
  private final Runs runs;
  private final boolean heard;

  /**
   * For one fetcher.
   *
   * @param listener who hears
   * @param runs whose callbacks its calls are
   */
  public Events(FetchListener listener, Runs runs) {
    this.listener = listener;
    this.runs = runs;
    this.heard = !listener.equals(FetchListener.none());
  }

  /**
   * An attempt has its permits.
   *
   * @param attempt which
   * @return to be told of its end
   */
  public Started started(Attempt attempt) {
    if (!heard) {
      return UNHEARD;
    }
    tell(
        new FetchEvent.AttemptStarted(
            attempt.index(), attempt.target(), attempt.number(), attempt.url().toUri()));
    return new Heard(attempt);
  }

  /** An attempt that has started. Only the first end counts. */
  public interface Started {

    /**
     * It has ended with a reply.
     *
     * @param reply what came of it
     */
    void ended(Reply reply);

    /** It was aborted because its run ended early. */
    void aborted();
  }

  private static final Started UNHEARD =
      new Started() {
        @Override
        public void ended(Reply reply) {}

        @Override
        public void aborted() {}
      };

  private final class Heard implements Started {
    private final Attempt attempt;
    private final long start = System.nanoTime();
    private final AtomicBoolean open = new AtomicBoolean(true);

    Heard(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void ended(Reply reply) {
      switch (reply) {
        case Reply.Received received -> end(OptionalInt.of(received.status()), Optional.empty());
        case Reply.Fault fault -> end(OptionalInt.empty(), Optional.of(fault.reason()));
        case Reply.TimedOut timedOut -> end(OptionalInt.empty(), Optional.of(timedOut.reason()));
      }
    }

    @Override
    public void aborted() {
      end(OptionalInt.empty(), Optional.empty());
    }

    private void end(OptionalInt status, Optional<Reason> reason) {
      if (open.compareAndSet(true, false)) {
        Duration onWire = Duration.ofNanos(System.nanoTime() - start);
        tell(
            new FetchEvent.AttemptEnded(
                attempt.index(), attempt.target(), attempt.number(), status, reason, onWire));
      }
    }
  }

  /**
   * A target has its outcome.
   *
   * @param outcome the outcome
   */
  public void settled(Outcome outcome) {
    if (heard) {
      tell(new FetchEvent.Settled(outcome));
    }
  }

  /**
   * The consumer has dealt with an outcome.
   *
   * @param outcome the outcome
   */
  public void delivered(Outcome outcome) {
    if (heard) {
      tell(new FetchEvent.Delivered(outcome));
    }
  }

  private void tell(FetchEvent event) {
    if (Runs.onCallersThread()) {
      tellAside(event);
    } else {
      call(event);
    }
  }

  private void call(FetchEvent event) {
    Runs.CallbackScope scope = runs.enter();
    try {
      listener.on(event);
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "a listener threw", t);
    } finally {
      runs.leave(scope);
    }
  }

  /**
   * On another thread, and waits for it: of an interrupt that came meanwhile nobody could say
   * whether it is the caller's or was left by the listener. So it is the caller's, for whom it is
   * kept, and the listener is interrupted too (FOLD-06, CANCEL-01).
   */
  private void tellAside(FetchEvent event) {
    Thread telling =
        Thread.ofVirtual()
            .name("fetchfold-listener")
            .inheritInheritableThreadLocals(false) // FOLD-05
            .start(() -> call(event));
    boolean interrupted = false;
    while (!hasEnded(telling)) {
      interrupted = true;
      telling.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
