package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.AsyncFold;
import dev.fetchfold.support.BlockingFold;
import dev.fetchfold.support.BlockingThreads;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.PublishedTargets;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.TakenPublisher;
import dev.fetchfold.support.Targets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches with Project Reactor on reactor-netty. Beside the faces of {@link Fetcher} it offers
 * Reactor's own types: {@link #flux(Batch)} and {@link #fold(Batch, Fold)}.
 */
public final class ReactorFetcher implements Fetcher {
  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);

  /**
   * For folds, and for what a timer leads to, which may block: as many as there are. No schedulers,
   * which applications replace and hooks change.
   */
  private final ExecutorService threads = BlockingThreads.open(daemons("run"));

  private final Alarms alarms = new Alarms("fetchfold-reactor-timer", threads);
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;

  private ReactorFetcher(FetcherConfig config, Function<FetcherConfig, Exchange> opener) {
    this.config = config;
    this.events = new Events(config.listener(), runs);
    FetcherConfig marked = runs.marking(config);
    this.exchange = opener.apply(marked);
    this.attempts =
        new Attempts(new Policy(marked), new Admission(config, alarms), exchange, alarms, events);
  }

  /**
   * Opens a fetcher with {@link FetcherConfig#defaults()}.
   *
   * @return a new fetcher, owned by the caller
   */
  public static ReactorFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher with connections and event loops of its own.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static ReactorFetcher open(FetcherConfig config) {
    return new ReactorFetcher(config, Exchange::new);
  }

  /**
   * Opens a fetcher on a lent connection provider, which is open and usable after the fetcher is
   * closed (CLOSE-02). Its limits must leave room for {@code maxConcurrency} connections: else
   * they, and not the permits, decide who waits.
   *
   * @param config how it shall behave; the provider's own idle time holds
   * @param connections not closed by the fetcher
   * @return a new fetcher, owned by the caller
   */
  public static ReactorFetcher using(FetcherConfig config, ConnectionProvider connections) {
    return new ReactorFetcher(config, marked -> new Exchange(marked, connections));
  }

  private Delivery run(Batch batch) {
    Deadline deadline = new Deadline(config, batch);
    Targets targets = new Targets(batch.source(), runs);
    return run(batch, new Intake(targets, Windows.of(config, batch), deadline), deadline);
  }

  private Delivery run(Batch delivery, Flow.Publisher<? extends Target> targets) {
    Deadline deadline = new Deadline(config, delivery);
    return run(
        delivery,
        new PublishedTargets(targets, Windows.of(config, delivery), deadline, runs),
        deadline);
  }

  private Delivery run(Batch batch, TakenPublisher targets, Deadline deadline) {
    return new Delivery(config, batch, targets, deadline, attempts, alarms, events);
  }

  // @start region="fold"
  /**
   * The outcomes of a batch: cold, each subscription is a run.
   *
   * @param batch what to fetch
   * @return signals on event loops, where a subscriber must not block; use {@code publishOn} for
   *     what does. The subscriber's context is that of every attempt, in reactor-netty too
   */
  public Flux<Outcome> flux(Batch batch) {
    return RunFlux.of(runs, context -> run(batch));
  }

  /**
   * The outcomes of targets that are published: cold, each subscription is a run and subscribes to
   * the targets, too.
   *
   * @param targets requested as the window has room, on event loops, where they must not block: use
   *     {@code subscribeOn} for what does; in the subscriber's context; cancelled when the run
   *     ends; an error of theirs ends it (BATCH-04)
   * @return signals as those of {@link #flux(Batch)}
   */
  public Flux<Outcome> flux(Publisher<? extends Target> targets) {
    return flux(targets, batch -> batch);
  }

  /**
   * The outcomes of targets that are published, delivered in a way of their own.
   *
   * @param targets as those of {@link #flux(Publisher)}
   * @param delivery sets order, deadline and window, such as {@code Batch::inOrder}
   * @return signals as those of {@link #flux(Batch)}
   */
  public Flux<Outcome> flux(Publisher<? extends Target> targets, UnaryOperator<Batch> delivery) {
    return RunFlux.of(
        runs,
        context ->
            run(
                delivery.apply(Batch.of()),
                FlowAdapters.toFlowPublisher(Flux.<Target>from(targets).contextWrite(context))));
  }

  /**
   * The fold of a batch: cold, each subscription is a run; folded as {@link #fetchAsync} does.
   *
   * @param batch what to fetch
   * @param fold what to make of the outcomes; its steps may block
   * @param <R> the type of the result
   * @return the result; empty if it is null
   */
  public <R> Mono<R> fold(Batch batch, Fold<R> fold) {
    return Mono.fromFuture(() -> fetchAsync(batch, fold));
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    refuseNonBlockingThread();
    return BlockingFold.fold(runs, run(batch), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return AsyncFold.start(runs, () -> run(batch), fold, threads);
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    return FlowAdapters.toFlowPublisher(flux(batch));
  }

  @Override
  public Outcomes iterate(Batch batch) {
    refuseNonBlockingThread();
    return IteratedOutcomes.start(runs, run(batch));
  }

  private static void refuseNonBlockingThread() {
    if (Schedulers.isInNonBlockingThread()) { // FOLD-04
      throw new IllegalStateException(
          "the thread is "
              + Thread.currentThread().getName()
              + ", which must not block: expected another, or fetchAsync, flux or fold");
    }
  }

  // @end

  // @start region="close"
  @Override
  public void shutdownNow() {
    runs.shutdownNow();
  }

  @Override
  public void close() {
    if (Schedulers.isInNonBlockingThread()) {
      runs.closeLater(); // CLOSE-01
    } else {
      runs.close();
    }
  }

  /** On a thread of its own: the last run may end on an event loop or on one of ours. */
  private CompletableFuture<Void> release() {
    CompletableFuture<Void> released = new CompletableFuture<>();
    daemons("release").newThread(() -> release(released)).start();
    return released;
  }

  private void release(CompletableFuture<Void> released) {
    alarms.close();
    threads.close();
    exchange.close().toFuture().whenComplete((closed, thrown) -> released.complete(null));
  }

  // @end

  private static ThreadFactory daemons(String purpose) {
    return Thread.ofPlatform()
        .daemon() // CLOSE-03
        .name("fetchfold-reactor-" + purpose + "-", 0)
        .inheritInheritableThreadLocals(false) // FOLD-05
        .factory();
  }
}
