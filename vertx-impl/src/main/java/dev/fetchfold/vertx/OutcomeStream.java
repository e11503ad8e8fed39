package dev.fetchfold.vertx;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Runs;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a run as a Vert.x stream, made by {@link VertxFetcher#readStream}.
 *
 * <p>Cold: the run begins when a handler is set; set the others first. It flows unless it was
 * paused before, and while it is paused attempts go on, up to the window (DEMAND-03). Handlers are
 * called on the context of whoever asked for the stream, else on one of virtual threads, where they
 * may block; one that throws ends the run, and nothing is called any more. Methods may be called
 * from any thread; from another than the context's, {@link #pause} takes effect when the context
 * gets to it.
 */
public final class OutcomeStream implements ReadStream<Outcome> {
  private final Runs runs;
  private final Supplier<? extends Run> opener;
  private final ContextInternal context;
  private final Signals signals = new Signals();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean cancelled;
  private volatile @Nullable Run run;

  // From here on fields of the context.
  private final Queue<Outcome> outcomes = new ArrayDeque<>();
  private Handler<Outcome> handler = outcome -> {};
  private Handler<Throwable> exceptionHandler = failure -> {};
  private Handler<Void> endHandler = end -> {};
  private long demand = Long.MAX_VALUE;
  private @Nullable Runnable last;
  private boolean signalling;
  private boolean over;

  OutcomeStream(Runs runs, Supplier<? extends Run> opener, ContextInternal context) {
    this.runs = runs;
    this.opener = opener;
    this.context = context;
  }

  /**
   * Takes outcomes one after the other; the first handler begins the run.
   *
   * @param handler an outcome is delivered when it has returned; null to let outcomes go by
   * @return this
   */
  @Override
  public OutcomeStream handler(@Nullable Handler<Outcome> handler) {
    onContext(() -> this.handler = handler == null ? outcome -> {} : handler);
    if (handler != null && begun.compareAndSet(false, true)) {
      begin();
    }
    return this;
  }

  /**
   * Told when all outcomes have been delivered.
   *
   * @param handler called at most once, not if the run was ended early
   * @return this
   */
  @Override
  public OutcomeStream endHandler(@Nullable Handler<Void> handler) {
    onContext(() -> endHandler = handler == null ? end -> {} : handler);
    return this;
  }

  /**
   * Told what ended the run early: what its source threw, a {@link CancellationException} when the
   * fetcher was shut down, an {@link IllegalStateException} where the run was refused.
   *
   * @param handler called at most once
   * @return this
   */
  @Override
  public OutcomeStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    onContext(() -> exceptionHandler = handler == null ? failure -> {} : handler);
    return this;
  }

  @Override
  public OutcomeStream pause() {
    onContext(() -> demand = 0);
    return this;
  }

  @Override
  public OutcomeStream resume() {
    return fetch(Long.MAX_VALUE);
  }

  /**
   * Asks for so many outcomes more (DEMAND-01).
   *
   * @param amount 0 or more
   * @return this
   */
  @Override
  public OutcomeStream fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount is " + amount + ", expected 0 or more");
    }
    onContext(
        () -> {
          demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
          signal();
        });
    return this;
  }

  /**
   * Cancels the run (CANCEL-01): its attempts are aborted, and no handler is called any more but
   * one that is running. Returns without waiting; may be repeated, from any thread.
   */
  public void cancel() {
    cancelled = true;
    Run running = run;
    if (running != null) {
      running.cancel();
    }
    onContext(this::signal);
  }

  /** On the thread that sets the handler, so that who cancels or shuts down finds the run. */
  private void begin() {
    if (cancelled) {
      return;
    }
    try {
      Run opened = opener.get();
      run = opened;
      runs.begin(signals);
      opened.start(signals);
    } catch (IllegalStateException refused) {
      onContext(() -> fail(refused));
    }
    if (cancelled) {
      cancel(); // perhaps it came before there was a run to cancel, and to end
      onContext(() -> runs.end(signals));
    }
  }

  /** What the run and the fetcher say: the run by the context, the fetcher from any thread. */
  private final class Signals implements Run.Receiver, Runs.Member {
    @Override
    public void outcome(Outcome outcome) {
      outcomes.add(outcome);
      signal();
    }

    @Override
    public void end(End end) {
      onEnd(() -> endHandler.handle(null));
    }

    @Override
    public void failed(Throwable failure) {
      fail(failure);
    }

    @Override
    public void shutdown() {
      Run running = run;
      if (running != null) {
        running.cancel();
      }
      onContext(() -> fail(new CancellationException("the fetcher was shut down")));
    }
  }

  /** Even where the run has ended and only its outcomes have not been asked for. */
  private void fail(Throwable failure) {
    outcomes.clear();
    last = null;
    onEnd(() -> exceptionHandler.handle(failure));
  }

  private void onEnd(Runnable signal) {
    if (last == null) {
      last = signal;
    }
    signal();
  }

  /** Calls what is to be called; what a handler makes true it finds on its return. */
  private void signal() {
    if (signalling) {
      return; // FOLD-01
    }
    signalling = true;
    while (!over && signalNext()) {}
    signalling = false;
  }

  private boolean signalNext() {
    if (cancelled) {
      conclude(() -> {});
      return false;
    }
    Outcome outcome = demand > 0 ? outcomes.poll() : null; // DEMAND-01
    if (outcome != null) {
      deliver(outcome);
      return true;
    }
    if (last != null && outcomes.isEmpty()) {
      conclude(last);
    }
    return false;
  }

  private void deliver(Outcome outcome) {
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    call(() -> handler.handle(outcome));
    Run running = run;
    if (running != null) {
      running.delivered(outcome);
    }
  }

  private void conclude(Runnable signal) {
    over = true;
    outcomes.clear();
    call(signal);
    runs.end(signals);
  }

  /** What a handler throws is the context's to report, and ends the run (FOLD-02). */
  private void call(Runnable callback) {
    Runs.CallbackScope scope = runs.enter();
    try {
      callback.run();
    } catch (Throwable thrown) {
      cancel();
      context.reportException(thrown);
    } finally {
      runs.leave(scope);
    }
  }

  private void onContext(Runnable task) {
    try {
      context.emit(now -> task.run());
    } catch (RejectedExecutionException ended) {
      task.run(); // there is no thread of the context any more, which this one could meet
    }
  }
}
