package dev.fetchfold.kit.reference;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Source;
import dev.fetchfold.Target;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.AsyncFold;
import dev.fetchfold.support.BlockingFold;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.FlowFace;
import dev.fetchfold.support.IteratedOutcomes;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Targets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The reference: the faces of {@code support} over {@link ReferenceRun}. */
final class ReferenceFetcher implements Fetcher {
  private final Runs runs = new Runs(this::release);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual()
              .name("reference-", 0)
              .inheritInheritableThreadLocals(false) // FOLD-05
              .factory());
  private final Alarms alarms = new Alarms("reference-alarm");

  private final Semaphore oneFetch = new Semaphore(1);
  private final ReentrantLock lock = new ReentrantLock(); // of faults only
  private final FetcherConfig config;
  private final Faults faults;
  private final Executor aborts;
  private final Wire wire;
  private final Attempts attempts;

  ReferenceFetcher(FetcherConfig config) {
    this(config, Faults.none());
  }

  ReferenceFetcher(FetcherConfig config, Faults faults) {
    this(config, faults, Runnable::run);
  }

  /** Has an executor abort the attempts on the wire, as an event loop would. */
  ReferenceFetcher(FetcherConfig given, Faults faults, Executor aborts) {
    this.faults = faults;
    this.aborts = aborts;
    config = FaultyConfig.of(given, faults);
    wire = new Wire(runs.marking(config), alarms, faults);
    attempts = attempts();
    if (faults.has(Fault.THREAD_KEEPS_THE_JVM)) { // CLOSE-03
      Thread.ofPlatform().start(LockSupport::park);
    }
  }

  private Attempts attempts() {
    Choices choices = new Choices(runs.marking(config), faults);
    Admission admission = new Admission(config, faults); // BOUND-01
    return new Attempts(choices, admission, wire, alarms, events(), faults);
  }

  private Events events() {
    return new Events(
        faults.has(Fault.INTERRUPTS_OUTLIVE_CALLBACKS)
            ? new FaultyListener(config.listener())
            : config.listener(),
        runs);
  }

  /** The kind of thread that this fetcher says must not block. */
  static final class NonBlocking extends Thread {
    NonBlocking(Runnable task) {
      super(task, "reference-non-blocking");
      setDaemon(true);
    }

    private static void refuse(String call) {
      if (currentThread() instanceof NonBlocking) {
        throw new IllegalStateException(call + " on a thread that must not block"); // FOLD-04
      }
    }
  }

  private Run run(Batch batch) {
    Attempts its = faults.has(Fault.BOUNDS_ARE_PER_RUN) ? attempts() : attempts;
    ReferenceRun.Shared shared =
        new ReferenceRun.Shared(config, its, threads, aborts, alarms, events(), faults);
    return new ReferenceRun(shared, batch, targets(batch.source()));
  }

  private Targets targets(Source source) {
    if (faults.has(Fault.SOURCE_IS_DRAINED_FIRST)
        && source instanceof Source.Lazy lazy) { // BATCH-08
      List<Target> all = new ArrayList<>();
      Iterator<? extends Target> rest = lazy.iterator();
      while (rest.hasNext()) {
        all.add(rest.next());
      }
      return new Targets(new Source.Known(all), runs);
    }
    try {
      return new Targets(source, runs);
    } catch (IllegalStateException e) {
      if (faults.has(Fault.SPENT_SOURCE_IS_EMPTY)) { // BATCH-07
        return new Targets(new Source.Known(List.of()), runs);
      }
      throw e;
    }
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    if (!faults.has(Fault.ANY_THREAD_MAY_BLOCK)) {
      NonBlocking.refuse("fetch"); // FOLD-04
    }
    if (faults.has(Fault.ONE_FETCH_AT_A_TIME)) { // BOUND-07
      return oneAtATime(batch, fold);
    }
    if (faults.has(Fault.FETCH_FOLDS_ELSEWHERE)) { // FOLD-05
      return AsyncFold.start(runs, () -> run(batch), fold, threads).join();
    }
    return fold(batch, FaultyFold.of(fold, faults, lock));
  }

  private <R extends @Nullable Object> R fold(Batch batch, Fold<R> fold)
      throws InterruptedException {
    try {
      return BlockingFold.fold(runs, run(batch), fold);
    } catch (InterruptedException e) {
      if (faults.has(Fault.INTERRUPTED_FETCH_RETURNS)) { // CANCEL-01
        return fold.start().finish(End.EXHAUSTED);
      }
      throw e;
    } catch (IllegalStateException e) {
      if (faults.has(Fault.CLOSED_IS_EMPTY)) { // CLOSE-04
        return fold.start().finish(End.EXHAUSTED);
      }
      if (faults.has(Fault.CLOSED_IS_CANCELLED)) { // CLOSE-04
        throw new CancellationException("the fetcher is closed");
      }
      throw e;
    }
  }

  private <R extends @Nullable Object> R oneAtATime(Batch batch, Fold<R> fold)
      throws InterruptedException {
    oneFetch.acquire();
    try {
      return BlockingFold.fold(runs, run(batch), fold);
    } finally {
      oneFetch.release();
    }
  }

  @Override
  public <R extends @Nullable Object> CompletableFuture<R> fetchAsync(Batch batch, Fold<R> fold) {
    if (faults.has(Fault.FOLD_IS_CALLED_UNDER_A_LOCK)) { // FOLD-03
      return startUnderALock(batch, fold);
    }
    if (faults.has(Fault.ONLY_CANCEL_CANCELS_THE_FUTURE)) { // CANCEL-01
      return cancelledByCancelOnly(AsyncFold.start(runs, () -> run(batch), fold, threads));
    }
    return AsyncFold.start(runs, () -> run(batch), fold, threads);
  }

  private <R extends @Nullable Object> CompletableFuture<R> startUnderALock(
      Batch batch, Fold<R> fold) {
    lock.lock();
    try {
      return AsyncFold.start(runs, () -> run(batch), fold, threads);
    } finally {
      lock.unlock();
    }
  }

  private static <R extends @Nullable Object> CompletableFuture<R> cancelledByCancelOnly(
      CompletableFuture<R> result) {
    CompletableFuture<R> copy = result.copy();
    copy.whenComplete(
        (value, thrown) -> {
          if (copy.isCancelled()) {
            result.cancel(false);
          }
        });
    return copy;
  }

  @Override
  public Flow.Publisher<Outcome> publisher(Batch batch) {
    if (faults.has(Fault.DEADLINE_COUNTS_FROM_THE_PUBLISHER)) { // DEMAND-05
      Run made = run(batch);
      return new FlowFace(runs, () -> made);
    }
    if (faults.has(Fault.PUBLISHER_IS_HOT)) { // DEMAND-05
      fetchAsync(batch, Fold.summary());
    }
    FlowFace face = new FlowFace(runs, () -> run(batch));
    return faults.has(Fault.DEMAND_IS_IGNORED)
        ? subscriber -> face.subscribe(greedy(subscriber))
        : face;
  }

  /** DEMAND-01: what asks for everything, whatever its subscriber asks for. */
  private static Flow.Subscriber<Outcome> greedy(Flow.Subscriber<? super Outcome> subscriber) {
    return new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscriber.onSubscribe(subscription);
        subscription.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(Outcome outcome) {
        subscriber.onNext(outcome);
      }

      @Override
      public void onError(Throwable thrown) {
        subscriber.onError(thrown);
      }

      @Override
      public void onComplete() {
        subscriber.onComplete();
      }
    };
  }

  @Override
  public Outcomes iterate(Batch batch) {
    NonBlocking.refuse("iterate");
    return IteratedOutcomes.start(runs, run(batch));
  }

  @Override
  public void shutdownNow() {
    runs.shutdownNow();
  }

  @Override
  public void close() {
    if (Thread.currentThread() instanceof NonBlocking || faults.has(Fault.CLOSE_DOES_NOT_WAIT)) {
      runs.closeLater(); // CLOSE-01
    } else if (faults.has(Fault.CLOSE_WAITS_FOR_ITSELF)) { // CLOSE-01
      CompletableFuture.runAsync(runs::close, Thread.ofVirtual()::start).join();
    } else {
      runs.close();
    }
  }

  /** The threads of a cancelled run end on their own; then nobody needs the wire. */
  private CompletableFuture<Void> release() {
    return CompletableFuture.runAsync(this::releaseAll, Thread.ofVirtual()::start);
  }

  private void releaseAll() {
    threads.close(); // CLOSE-02
    alarms.close();
    wire.close(); // CLOSE-02
  }
}
