package dev.fetchfold.vertx;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.support.AsyncFold;
import dev.fetchfold.support.BlockingFold;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.FlowFace;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Targets;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with Vert.x, on one event-loop context. Beside the faces of {@link Fetcher} it offers
 * those that a verticle uses: {@link #fold}, {@link #readStream} and {@link #shutdown}, which never
 * block and come back to the context that called.
 */
public final class VertxFetcher implements Fetcher {
  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);
  private final VertxInternal vertx;
  private final Resources resources;
  private final ContextInternal context;
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;
  private final Promise<Void> vertxEnds = Promise.promise();
  private final Closeable hook = this::vertxCloses;

  private VertxFetcher(FetcherConfig config, Resources resources) {
    this.config = config;
    this.resources = resources;
    this.vertx = (VertxInternal) resources.vertx();
    this.context = this.vertx.createEventLoopContext();
    this.events = new Events(config.listener(), runs);
    FetcherConfig marked = runs.marking(config);
    this.exchange = new Exchange(marked, context);
    this.attempts =
        new Attempts(new Policy(marked), new Admission(config), exchange, context, events);
    context.runOnContext(now -> {}); // FOLD-05: no run starts the loop, which would inherit of it
    this.vertx.addCloseHook(hook);
  }

  /**
   * Opens a fetcher with {@link FetcherConfig#defaults()}.
   *
   * @return a new fetcher, owned by the caller
   */
  public static VertxFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher with a Vertx of its own: one event loop, whose thread is a daemon.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static VertxFetcher open(FetcherConfig config) {
    return new VertxFetcher(config, Resources.Owned.create());
  }

  /**
   * Opens a fetcher on a lent Vertx, which is open and usable after the fetcher is closed
   * (CLOSE-02). It takes one of its event loops, and has connections of its own; one that is being
   * made when the fetcher is closed holds that up until it is made, or until its connect timeout.
   *
   * @param vertx not closed by the fetcher; where it is closed first, it shuts the fetcher down
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static VertxFetcher using(Vertx vertx, FetcherConfig config) {
    return new VertxFetcher(config, new Resources.Lent(vertx));
  }

  private Run run(Batch batch, Executor consumer) {
    Targets targets = new Targets(batch.source(), runs);
    return new Delivery(config, batch, targets, context, attempts, consumer, events);
  }

  // @start region="fold"
  /**
   * Folds a batch, as {@link #fetchAsync} does.
   *
   * @param batch what to fetch
   * @param fold what to make of the outcomes; its steps may block
   * @param <R> the type of the result
   * @return the run, which has begun
   */
  public <R extends @Nullable Object> VertxRun<R> fold(Batch batch, Fold<R> fold) {
    CompletableFuture<R> folding = fetchAsync(batch, fold);
    return new VertxRun<>(folding, onCallersContext(folding));
  }

  /**
   * The outcomes of a batch as a stream: cold, the run begins when its handler is set.
   *
   * @param batch what to fetch
   * @return the stream, good for one run
   */
  public OutcomeStream readStream(Batch batch) {
    Context caller = Vertx.currentContext();
    ContextInternal home =
        caller == null ? vertx.createVirtualThreadContext() : (ContextInternal) caller;
    Executor handlers = task -> home.runOnContext(now -> task.run());
    return new OutcomeStream(runs, () -> run(batch, handlers), home);
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    refuseNonBlockingThread();
    return BlockingFold.fold(runs, run(batch, Runnable::run), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return AsyncFold.start(runs, () -> run(batch, Runnable::run), fold, mayBlock());
  }

  /**
   * {@inheritDoc}
   *
   * @return signals on a thread of the subscription's own, or on the one that asks for more
   */
  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    return new FlowFace(runs, () -> run(batch, mayBlock()));
  }

  @Override
  public Outcomes iterate(Batch batch) {
    refuseNonBlockingThread();
    return IteratedOutcomes.start(runs, run(batch, Runnable::run));
  }

  /**
   * A context of virtual threads, for the callbacks of one run: they may block, and delay nobody.
   * Started from the loop, which has nothing of a caller's to hand down (FOLD-05).
   */
  private Executor mayBlock() {
    ContextInternal own = vertx.createVirtualThreadContext();
    return task -> context.emit(now -> own.runOnContext(then -> task.run()));
  }

  /** Where there is no such context, on the thread that completes the stage. */
  private static <T extends @Nullable Object> Future<T> onCallersContext(CompletionStage<T> stage) {
    Context caller = Vertx.currentContext();
    return caller == null
        ? Future.fromCompletionStage(stage)
        : Future.fromCompletionStage(stage, caller);
  }

  private static void refuseNonBlockingThread() {
    if (Context.isOnEventLoopThread()) { // FOLD-04
      throw new IllegalStateException(
          "the thread is "
              + Thread.currentThread().getName()
              + ", an event loop: expected another, or fold, readStream or fetchAsync");
    }
  }

  // @end

  // @start region="close"
  /**
   * Closes without waiting: refuses new runs, lets the running ones end, and releases then.
   *
   * @return completes when everything is released, on the context of whoever called, if there is
   *     one
   */
  public Future<Void> shutdown() {
    runs.closeLater();
    return onCallersContext(runs.released());
  }

  @Override
  public void shutdownNow() {
    runs.shutdownNow();
  }

  @Override
  public void close() {
    if (Context.isOnEventLoopThread()) {
      runs.closeLater(); // CLOSE-01
    } else {
      runs.close();
    }
  }

  private void vertxCloses(Completable<Void> told) {
    runs.shutdownNow();
    vertxEnds.tryComplete();
    told.succeed();
  }

  /** Behind the tasks that the runs have left on the context. */
  private CompletableFuture<Void> release() {
    Promise<Void> released = Promise.promise();
    vertxEnds.future().onComplete(now -> letGo(released));
    try {
      context.runOnContext(now -> end(released));
    } catch (RejectedExecutionException ended) {
      vertxEnds.tryComplete();
    }
    return released.future().toCompletionStage().toCompletableFuture();
  }

  /** Not composed: what is composed on a context is told there, and this one ends. */
  private void end(Promise<Void> released) {
    resources.endConnections();
    exchange.close().onComplete(closed -> endVertx(released));
  }

  private void endVertx(Promise<Void> released) {
    vertx.removeCloseHook(hook);
    resources.close().onSuccess(released::tryComplete).onFailure(released::tryFail);
  }

  /** A lent Vertx is closed first: what is left on its event loop may never be done. */
  private void letGo(Promise<Void> released) {
    exchange.letGo();
    released.tryComplete();
  }

  // @end
}
