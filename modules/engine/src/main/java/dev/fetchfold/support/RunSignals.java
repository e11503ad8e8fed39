package dev.fetchfold.support;

import dev.fetchfold.Outcome;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a run that an engine's own library streams and its subscriber: it marks the
 * subscriber's code, tells the run what has been dealt with, and keeps the run in the fetcher's
 * books until the last signal has returned (CLOSE-01).
 *
 * <p>Outcomes come one after another from the library's operators. What ends them from another
 * thread, a cancel or a shutdown, must not come in between (Reactive Streams §1.3): it is left to
 * the thread that is in the subscriber, if any is, and done at once otherwise.
 *
 * <pre>
 *            onNext             returns
 *   QUIET ----------> SIGNALLING ------> QUIET
 *     |                   | end
 *     | end               v     returns
 *     |                 ENDING ------.
 *     `------------------------------+--> OVER: the last signal, and out of the books
 * </pre>
 */
public final class RunSignals implements Flow.Subscriber<Outcome>, Flow.Subscription, Runs.Member {
  private static final System.Logger LOG = System.getLogger(RunSignals.class.getName());

  private enum State {
    QUIET,
    SIGNALLING,
    ENDING,
    OVER
  }

  private final Runs runs;
  private final Run run;
  private final Flow.Subscriber<? super Outcome> subscriber;

  /** Until {@code onSubscribe} has returned, signalling. */
  private final AtomicReference<State> state = new AtomicReference<>(State.SIGNALLING);

  /** The last signal; that of a cancel is none. */
  private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();

  private volatile Flow.@Nullable Subscription outcomes;

  private RunSignals(Runs runs, Run run, Flow.Subscriber<? super Outcome> subscriber) {
    this.runs = runs;
    this.run = run;
    this.subscriber = subscriber;
  }

  /**
   * Enters a run into the books. Its outcomes are to be subscribed to by what this returns.
   *
   * @param runs the fetcher's books
   * @param run not begun
   * @param subscriber whose subscription it is
   * @return to subscribe with
   * @throws IllegalStateException if the fetcher is closed
   */
  public static RunSignals begin(Runs runs, Run run, Flow.Subscriber<? super Outcome> subscriber) {
    RunSignals signals = new RunSignals(runs, run, subscriber);
    runs.begin(signals);
    return signals;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    outcomes = subscription;
    callback(() -> subscriber.onSubscribe(this));
    signalled();
  }

  @Override
  public void request(long n) {
    Flow.Subscription requested = outcomes;
    if (n <= 0) {
      fail(new IllegalArgumentException("requested " + n + ", expected 1 or more (§3.9)"));
    } else if (requested != null) {
      requested.request(n); // DEMAND-01
    }
  }

  @Override
  public void onNext(Outcome outcome) {
    if (state.compareAndSet(State.QUIET, State.SIGNALLING)) {
      callback(() -> subscriber.onNext(outcome));
      run.delivered(outcome);
      signalled();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(() -> subscriber.onError(failure));
  }

  @Override
  public void onComplete() {
    end(subscriber::onComplete);
  }

  @Override
  public void cancel() {
    abort();
    last.set(() -> {});
    end(() -> {});
  }

  @Override
  public void shutdown() {
    fail(new CancellationException("the fetcher was shut down"));
  }

  /**
   * Ends the run, also one that has ended and whose outcomes have not all been asked for.
   *
   * @param failure for the subscriber
   */
  public void fail(Throwable failure) {
    abort();
    onError(failure);
  }

  private void abort() {
    run.cancel();
    Flow.Subscription unwanted = outcomes;
    if (unwanted != null) {
      unwanted.cancel();
    }
  }

  private void signalled() {
    if (!state.compareAndSet(State.SIGNALLING, State.QUIET)) {
      conclude();
    }
  }

  private void end(Runnable signal) {
    last.compareAndSet(null, signal);
    State before =
        state.getAndUpdate(
            now ->
                switch (now) {
                  case QUIET, OVER -> State.OVER;
                  case SIGNALLING, ENDING -> State.ENDING;
                });
    if (before == State.QUIET) {
      conclude();
    }
  }

  private void conclude() {
    state.set(State.OVER);
    Runnable signal = last.get();
    if (signal != null) {
      callback(signal);
    }
    runs.end(this);
  }

  /** What a subscriber throws ends the run; it gets no further signal (FOLD-02, §2.13). */
  private void callback(Runnable call) {
    try {
      runs.callback(call);
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "a subscriber threw, its run is cancelled", t);
      cancel();
    }
  }
}
