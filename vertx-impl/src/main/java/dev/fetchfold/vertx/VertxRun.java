package dev.fetchfold.vertx;

import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run that was started with {@link VertxFetcher#fold}: its result to come, and a way to cancel
 * it, which a {@link Future} does not have.
 *
 * @param <R> the type of the result
 */
public final class VertxRun<R extends @Nullable Object> {
  private final CompletableFuture<R> folding;
  private final Future<R> result;

  VertxRun(CompletableFuture<R> folding, Future<R> result) {
    this.folding = folding;
    this.result = result;
  }

  /**
   * The result of the fold.
   *
   * @return completes on the context of whoever started the run, if there is one, else on the
   *     thread that folded; fails with what ended the run early, a {@link
   *     java.util.concurrent.CancellationException} where it was cancelled
   */
  public Future<R> result() {
    return result;
  }

  /**
   * Cancels the run (CANCEL-01): its attempts are aborted, no step is called any more, one that is
   * running is interrupted. Returns without waiting; may be repeated, from any thread; has no
   * effect on a run that has ended.
   */
  public void cancel() {
    folding.cancel(true);
  }
}
