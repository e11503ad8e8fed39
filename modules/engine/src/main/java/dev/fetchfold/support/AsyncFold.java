package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The face {@code fetchAsync}: folds a run serially on an executor, which is occupied only while
 * there is something to fold (FOLD-05).
 *
 * @param <R> the type of the result
 */
public final class AsyncFold<R extends @Nullable Object> implements Runs.Member {
  private final Runs runs;
  private final Run run;
  private final Fold<R> fold;
  private final Executor executor;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private final Inbox inbox = new Inbox(this::wake);
  private final AtomicInteger wanted = new AtomicInteger();
  private final Stepping stepping = new Stepping();
  private Fold.@Nullable Accumulator<R> accumulator;
  private boolean stopped;
  private boolean over;

  private AsyncFold(Runs runs, Run run, Fold<R> fold, Executor executor) {
    this.runs = runs;
    this.run = run;
    this.fold = fold;
    this.executor = executor;
  }

  /**
   * Starts a run.
   *
   * @param runs the fetcher's books
   * @param run makes a run; what it throws fails the result
   * @param fold what to make of the outcomes
   * @param executor where; a step that blocks must delay no other run there
   * @param <R> the type of the result
   * @return the result to come; completing it from outside cancels the run (CANCEL-01)
   */
  public static <R extends @Nullable Object> CompletableFuture<R> start(
      Runs runs, Supplier<? extends Run> run, Fold<R> fold, Executor executor) {
    AsyncFold<R> async;
    try {
      async = new AsyncFold<>(runs, run.get(), fold, executor);
      runs.begin(async);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
    async.result.whenComplete((result, failure) -> async.cancel());
    async.wake();
    async.run.start(async.inbox);
    return async.result;
  }

  @Override
  public void shutdown() {
    runs.callback(
        () -> result.completeExceptionally(new CancellationException("the fetcher was shut down")));
  }

  private void cancel() {
    stepping.cancel();
    run.cancel();
    wake();
  }

  private void wake() {
    if (wanted.getAndIncrement() == 0) {
      executor.execute(this::advance);
    }
  }

  /**
   * Folds what there is, on the executor; {@code wanted} keeps it serial (FOLD-01). It stays
   * claimed when the run is over: the executor may be gone by then, and is not asked again
   * (OUT-05).
   */
  private void advance() {
    int seen = wanted.get();
    do {
      try {
        fold();
      } catch (Throwable t) {
        conclude(() -> result.completeExceptionally(t)); // FOLD-02
      }
      if (over) {
        return;
      }
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }

  private void fold() throws InterruptedException {
    while (!over) {
      Last signal = inbox.last();
      if (!stepping.begin()) {
        conclude(() -> {});
        return;
      }
      try {
        if (!fold(signal)) {
          return;
        }
      } finally {
        stepping.end();
      }
    }
  }

  /** Makes one callback of the fold, and says whether there may be another to make. */
  private boolean fold(@Nullable Last signal) throws InterruptedException {
    Fold.Accumulator<R> state = accumulator;
    if (state == null) {
      accumulator = runs.call(fold::start);
      return true;
    }
    if (stopped) {
      finish(state, End.STOPPED);
      return false;
    }
    if (signal instanceof Last.Failed failed) {
      conclude(() -> result.completeExceptionally(failed.failure()));
      return false;
    }
    Outcome outcome = inbox.poll();
    if (outcome != null) {
      step(state, outcome);
      return true;
    }
    if (signal instanceof Last.Ended ended) {
      finish(state, ended.end());
    }
    return false;
  }

  private void step(Fold.Accumulator<R> state, Outcome outcome) throws InterruptedException {
    Step step = runs.call(() -> state.step(outcome));
    run.delivered(outcome);
    if (step == Step.STOP) {
      run.cancel(); // CANCEL-07: aborted before the result is given
      stopped = true;
    }
  }

  private void finish(Fold.Accumulator<R> state, End end) {
    R value = runs.call(() -> state.finish(end));
    conclude(() -> result.complete(value));
  }

  /** What depends on the result is the caller's code, too. */
  private void conclude(Runnable completion) {
    over = true;
    inbox.clear();
    run.cancel();
    runs.callback(completion);
    runs.end(this);
  }

  /**
   * The thread that is in a callback, to be interrupted when the run is cancelled. What says so
   * beside the interrupt, which a callback may take, is {@code cancelled}.
   */
  private static final class Stepping {
    private @Nullable Thread thread;
    private boolean cancelled;

    synchronized boolean begin() {
      thread = cancelled ? null : Thread.currentThread();
      return !cancelled;
    }

    synchronized void end() {
      thread = null;
      if (cancelled) {
        Thread.interrupted(); // meant for the callback, not for the executor's next task
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (thread != null && thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }
  }
}
