package dev.fetchfold.virtual;

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
import dev.fetchfold.support.Events;
import dev.fetchfold.support.FlowFace;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Targets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with virtual threads: plain blocking code, one thread per target in the window, the JDK's
 * blocking sockets on the wire. Its faces are those of {@link Fetcher}: on virtual threads blocking
 * is the native one.
 */
public final class VirtualFetcher implements Fetcher {
  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(factory());
  private final Alarms alarms = new Alarms("fetchfold-virtual-alarm");
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;

  private VirtualFetcher(FetcherConfig config) {
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
  public static VirtualFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static VirtualFetcher open(FetcherConfig config) {
    return new VirtualFetcher(config);
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
    Thread.ofVirtual().name("fetchfold-virtual-release").start(() -> release(released));
    return released;
  }

  private void release(CompletableFuture<Void> released) {
    threads.close(); // CLOSE-02
    alarms.close();
    exchange.close();
    released.complete(null);
  }

  // @end

  // @start region="configure"
  private static ThreadFactory factory() {
    return Thread.ofVirtual() // CLOSE-03: which are daemons
        .name("fetchfold-virtual-", 0)
        .inheritInheritableThreadLocals(false) // FOLD-05
        .factory();
  }
  // @end
}
