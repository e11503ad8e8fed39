package dev.fetchfold;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Fetches batches of targets within its bounds and hands their outcomes over.
 *
 * <p>One fetcher serves a whole application: its bounds ({@code maxConcurrency}, {@code
 * maxPerOrigin}) hold over all its runs together, and its connections are reused. All methods may
 * be called from any thread.
 *
 * <p>Each way to run a batch is a <em>face</em> of the same behaviour. Every taken target yields
 * exactly one outcome, delivered exactly once, unless the run ends early. A deadline is a normal
 * end. Cancelling aborts what is on the wire; it does not undo a request that an origin has
 * received, nor wait for connections still being made, which carry no request afterwards
 * (CANCEL-03).
 */
public interface Fetcher extends AutoCloseable {

  /**
   * Runs a batch and folds its outcomes on the calling thread, so that its thread-locals and scoped
   * values hold in the fold (FOLD-05).
   *
   * <p>Interrupting the thread cancels the run. The fold may itself call {@code fetch}.
   *
   * @param batch what to fetch
   * @param fold what to make of the outcomes
   * @param <R> the type of the result
   * @return the fold's result
   * @throws InterruptedException if the thread is interrupted; every attempt has been aborted
   * @throws java.util.concurrent.CancellationException if {@link #shutdownNow()} ended the run
   * @throws IllegalStateException if this fetcher is closed, the batch is a one-shot that was run
   *     before, or the thread is one that must not block (FOLD-04)
   */
  <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold) throws InterruptedException;

  /**
   * Starts a run and folds its outcomes serially on threads of the engine's own kind.
   *
   * <p>Completing the future from outside in any way ({@code cancel}, {@code complete}, {@code
   * orTimeout}) cancels the run; cancelling a future derived from it does not.
   *
   * @param batch what to fetch
   * @param fold what to make of the outcomes; its steps may block
   * @param <R> the type of the result
   * @return the fold's result to come, or the exception that ended the run, unwrapped; after close
   *     it has failed with IllegalStateException
   */
  <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold);

  /**
   * The batch as a cold publisher that obeys Reactive Streams: each subscription is a run, which
   * begins, and whose deadline counts, when it is subscribed to.
   *
   * @param batch what to fetch
   * @return a publisher that may be subscribed to many times, unless the batch is a one-shot
   */
  Flow.Publisher<Outcome> publisher(Batch batch);

  /**
   * Starts a run and offers its outcomes to one thread that asks for them.
   *
   * @param batch what to fetch
   * @return the outcomes, to be iterated once and to be closed
   * @throws IllegalStateException as for {@link #fetch(Batch, Fold)}
   */
  Outcomes iterate(Batch batch);

  /**
   * Runs a batch and collects its outcomes by index.
   *
   * @param batch what to fetch
   * @return one outcome per target, at its index
   * @throws InterruptedException as for {@link #fetch(Batch, Fold)}
   */
  default List<Outcome> fetch(Batch batch) throws InterruptedException {
    return fetch(batch, Fold.byIndex());
  }

  /**
   * Fetches one target.
   *
   * @param target what to fetch
   * @return its outcome
   * @throws InterruptedException as for {@link #fetch(Batch, Fold)}
   */
  default Outcome fetch(Target target) throws InterruptedException {
    return fetch(Batch.of(target)).get(0);
  }

  /** Cancels every run, refuses new ones and releases everything, without waiting (CLOSE-01). */
  void shutdownNow();

  /**
   * Refuses new runs, waits for the running ones, and releases everything this fetcher created.
   *
   * <p>Interrupted, it cancels the running ones, goes on waiting, and returns with the interrupt
   * status set. Called in a callback of one of its own runs, or on a thread that must not block, it
   * does the same without waiting. What was lent to the fetcher stays open (CLOSE-02).
   */
  @Override
  void close();
}
