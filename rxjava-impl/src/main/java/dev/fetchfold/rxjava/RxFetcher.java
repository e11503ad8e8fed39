package dev.fetchfold.rxjava;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.AsyncFold;
import dev.fetchfold.support.BlockingFold;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.PublishedTargets;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.TakenPublisher;
import dev.fetchfold.support.Targets;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeEmitter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * Fetches with RxJava on the non-blocking sockets of Apache HttpCore 5. Beside the faces of {@link
 * Fetcher} it offers RxJava's own types: {@link #flowable(Batch)} and {@link #fold(Batch, Fold)}.
 */
public final class RxFetcher implements Fetcher {
  private final FetcherConfig config;
  private final Runs runs = new Runs(this::release);
  private final Workers workers = new Workers();
  private final Events events;
  private final Exchange exchange;
  private final Attempts attempts;

  private RxFetcher(FetcherConfig config) {
    this.config = config;
    this.events = new Events(config.listener(), runs);
    FetcherConfig marked = runs.marking(config);
    this.exchange = new Exchange(marked);
    this.attempts =
        new Attempts(new Policy(marked), new Admission(config, workers), exchange, workers, events);
  }

  /**
   * Opens a fetcher with {@link FetcherConfig#defaults()}.
   *
   * @return a new fetcher, owned by the caller
   */
  public static RxFetcher open() {
    return open(FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  public static RxFetcher open(FetcherConfig config) {
    return new RxFetcher(config);
  }

  private Delivery run(Batch batch) {
    Deadline deadline = new Deadline(config, batch);
    Targets targets = new Targets(batch.source(), runs);
    return run(batch, new Intake(targets, Windows.of(config, batch), deadline), deadline);
  }

  private Delivery run(Batch delivery, Flow.Publisher<? extends Target> targets) {
    Deadline deadline = new Deadline(config, delivery);
    int window = Windows.of(config, delivery);
    return run(delivery, new PublishedTargets(targets, window, deadline, runs), deadline);
  }

  private Delivery run(Batch batch, TakenPublisher targets, Deadline deadline) {
    return new Delivery(config, batch, targets, deadline, attempts, workers, events);
  }

  // @start region="fold"
  /**
   * The outcomes of a batch: cold, each subscription is a run.
   *
   * @param batch what to fetch
   * @return signals on threads of the fetcher, where a subscriber may block and holds up its own
   *     run only
   */
  public Flowable<Outcome> flowable(Batch batch) {
    return RunFlowable.of(runs, () -> run(batch), workers.consumers());
  }

  /**
   * The outcomes of targets that are published: cold, each subscription is a run and subscribes to
   * the targets, too.
   *
   * @param targets requested as the window has room, on threads of the fetcher, where they must not
   *     block: use {@code subscribeOn} for what does; cancelled when the run ends; an error of
   *     theirs ends it (BATCH-04)
   * @return signals as those of {@link #flowable(Batch)}
   */
  public Flowable<Outcome> flowable(Publisher<? extends Target> targets) {
    return flowable(targets, batch -> batch);
  }

  /**
   * The outcomes of targets that are published, delivered in a way of their own.
   *
   * @param targets as those of {@link #flowable(Publisher)}
   * @param delivery sets order, deadline and window, such as {@code Batch::inOrder}
   * @return signals as those of {@link #flowable(Batch)}
   */
  public Flowable<Outcome> flowable(
      Publisher<? extends Target> targets, UnaryOperator<Batch> delivery) {
    Flow.Publisher<? extends Target> flow = FlowAdapters.toFlowPublisher(targets);
    return RunFlowable.of(runs, () -> run(delivery.apply(Batch.of()), flow), workers.consumers());
  }

  /**
   * The fold of a batch: cold, each subscription is a run; folded as {@link #fetchAsync} does.
   *
   * @param batch what to fetch
   * @param fold what to make of the outcomes; its steps may block
   * @param <R> the type of the result
   * @return the result; empty if it is null; disposing of it cancels the run (CANCEL-01)
   */
  public <R> Maybe<R> fold(Batch batch, Fold<R> fold) {
    return Maybe.create(emitter -> emit(fetchAsync(batch, fold), emitter));
  }

  private static <R> void emit(CompletableFuture<R> result, MaybeEmitter<R> emitter) {
    emitter.setCancellable(() -> result.cancel(false));
    result.whenComplete(
        (value, thrown) -> {
          if (thrown != null) {
            emitter.tryOnError(thrown); // OUT-05
          } else if (value != null) {
            emitter.onSuccess(value);
          } else {
            emitter.onComplete();
          }
        });
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    refuseNonBlockingThread();
    return BlockingFold.fold(runs, run(batch), fold);
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    return AsyncFold.start(runs, () -> run(batch), fold, workers.folds());
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    return FlowAdapters.toFlowPublisher(flowable(batch));
  }

  @Override
  public Outcomes iterate(Batch batch) {
    refuseNonBlockingThread();
    return IteratedOutcomes.start(runs, run(batch));
  }

  private static void refuseNonBlockingThread() {
    if (Workers.onNonBlockingThread()) { // FOLD-04
      throw new IllegalStateException(
          "the thread is "
              + Thread.currentThread().getName()
              + ", which must not block: expected another, or fetchAsync, flowable or fold");
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
    if (Workers.onNonBlockingThread()) {
      runs.closeLater(); // CLOSE-01
    } else {
      runs.close();
    }
  }

  /** On a thread of its own: the last run may end on an I/O thread. */
  private CompletableFuture<Void> release() {
    CompletableFuture<Void> released = new CompletableFuture<>();
    Workers.daemons("release").newThread(() -> release(released)).start();
    return released;
  }

  private void release(CompletableFuture<Void> released) {
    exchange.close();
    workers.close(); // CLOSE-02
    released.complete(null);
  }

  // @end
}
