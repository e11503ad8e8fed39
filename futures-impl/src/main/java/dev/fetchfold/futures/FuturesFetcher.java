package dev.fetchfold.futures;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.AsyncFold;
import dev.fetchfold.support.BlockingFold;
import dev.fetchfold.support.BlockingThreads;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.FlowFace;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Targets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with {@link CompletableFuture}: no thread waits for a reply, Apache HttpCore 5's
 * non-blocking half on the wire. Its face is {@link #fetchAsync}, beside the others of {@link
 * Fetcher}.
 */
public final class FuturesFetcher implements Fetcher {
  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);

  /** For folds and subscribers, which may block: as many as there are. */
  private final ExecutorService threads = BlockingThreads.open(daemons("run"));

  private final Alarms alarms = new Alarms("fetchfold-futures-timer", threads);
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;

  private FuturesFetcher(FetcherConfig config) {
    this.config = config;
    this.events = new Events(config.listener(), runs);
    FetcherConfig marked = runs.marking(config);
    this.exchange = new Exchange(marked);
    this.attempts =
        new Attempts(new Policy(marked), new Admission(config), exchange, alarms, events);
  }

  /**
   * Opens a fetcher with {@link FetcherConfig#defaults()}.
   *
   * @return a new fetcher, owned by the caller
   */
  public static FuturesFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static FuturesFetcher open(FetcherConfig config) {
    return new FuturesFetcher(config);
  }

  /**
   * A run.
   *
   * @param delivering where its receiver is called: on the thread that settled a target, unless the
   *     receiver may block
   */
  private Run run(Batch batch, Executor delivering) {
    return new Delivery(
        config, batch, new Targets(batch.source(), runs), attempts, delivering, alarms, events);
  }

  private Run run(Batch batch) {
    return run(batch, Runnable::run);
  }

  // @start region="fold"
  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    return BlockingFold.fold(runs, run(batch), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return AsyncFold.start(runs, () -> run(batch), fold, threads);
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    return new FlowFace(runs, () -> run(batch, threads)); // subscribers are called there
  }

  @Override
  public Outcomes iterate(Batch batch) {
    return IteratedOutcomes.start(runs, run(batch));
  }

  // @end

  // @start region="close"
  @Override
  public void shutdownNow() {
    runs.shutdownNow();
  }

  @Override
  public void close() {
    runs.close();
  }

  /** On a thread of its own: the last run may end on an I/O thread. */
  private CompletableFuture<Void> release() {
    CompletableFuture<Void> released = new CompletableFuture<>();
    daemons("release").newThread(() -> release(released)).start();
    return released;
  }

  private void release(CompletableFuture<Void> released) {
    alarms.close(); // CLOSE-02
    exchange.close();
    threads.close();
    released.complete(null);
  }

  // @end

  // @start region="configure"
  private static ThreadFactory daemons(String purpose) {
    return Thread.ofPlatform()
        .daemon() // CLOSE-03
        .name("fetchfold-futures-" + purpose + "-", 0)
        .inheritInheritableThreadLocals(false) // FOLD-05
        .factory();
  }
  // @end
}
