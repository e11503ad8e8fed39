package dev.fetchfold.threads;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with platform threads: a fixed pool, one attempt in flight per thread, the JDK's blocking
 * sockets on the wire. Its faces are those of {@link Fetcher}.
 *
 * <p>The pool grows to {@code maxConcurrency} threads as they are needed, and shrinks when they are
 * idle; a run has one thread beside them.
 */
public final class ThreadsFetcher implements Fetcher {
  private static final long IDLE_SECONDS = 10;

  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);
  private final ThreadPoolExecutor pool;

  /** For runs and folds, as many as there are. */
  private final ExecutorService threads = BlockingThreads.open(daemons("run"));

  private final Alarms alarms = new Alarms("fetchfold-threads-alarm");
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;

  private ThreadsFetcher(FetcherConfig config) {
    this.config = config;
    this.pool = pool(config.maxConcurrency());
    this.events = new Events(config.listener(), runs);
    FetcherConfig marked = runs.marking(config);
    this.exchange = new Exchange(marked);
    this.attempts =
        new Attempts(new Policy(marked), new Admission(config, pool), exchange, alarms, events);
  }

  /**
   * Opens a fetcher with {@link FetcherConfig#defaults()}.
   *
   * @return a new fetcher, owned by the caller
   */
  public static ThreadsFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static ThreadsFetcher open(FetcherConfig config) {
    return new ThreadsFetcher(config);
  }

  private Run run(Batch batch) {
    return new Delivery(
        config, batch, new Targets(batch.source(), runs), attempts, threads, alarms, events);
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
    return new FlowFace(runs, () -> run(batch));
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

  /** The threads of a cancelled run end on their own; then nobody needs the client. */
  private CompletableFuture<Void> release() {
    CompletableFuture<Void> released = new CompletableFuture<>();
    daemons("release").newThread(() -> release(released)).start();
    return released;
  }

  private void release(CompletableFuture<Void> released) {
    threads.close(); // CLOSE-02
    pool.close();
    alarms.close();
    exchange.close();
    released.complete(null);
  }

  // @end

  // @start region="configure"
  /**
   * BOUND-01: a thread per permit, started when it is first needed. A permit that is given on after
   * the close is dropped: those who waited for it have left, or are about to (OUT-05).
   */
  static ThreadPoolExecutor pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("pool"),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String purpose) {
    return Thread.ofPlatform()
        .daemon() // CLOSE-03
        .name("fetchfold-threads-" + purpose + "-", 0)
        .inheritInheritableThreadLocals(false) // FOLD-05
        .factory();
  }
  // @end
}
