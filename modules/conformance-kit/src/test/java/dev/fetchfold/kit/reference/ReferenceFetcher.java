package dev.fetchfold.kit.reference;

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
  private final Wire wire;
  private final ReferenceRun.Shared shared;

  ReferenceFetcher(FetcherConfig config) {
    Events events = new Events(config.listener(), runs);
    wire = new Wire(runs.marking(config), alarms);
    Admission admission = new Admission(config);
    Attempts attempts = new Attempts(new Policy(config), admission, wire, alarms, events);
    shared = new ReferenceRun.Shared(config, attempts, threads, alarms, events);
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
    return new ReferenceRun(shared, batch, new Targets(batch.source(), runs));
  }

  @Override
  public <R extends @Nullable Object> R fetch(Batch batch, Fold<R> fold)
      throws InterruptedException {
    NonBlocking.refuse("fetch");
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
    NonBlocking.refuse("iterate");
    return IteratedOutcomes.start(runs, run(batch));
  }

  @Override
  public void shutdownNow() {
    runs.shutdownNow();
  }

  @Override
  public void close() {
    if (Thread.currentThread() instanceof NonBlocking) {
      runs.closeLater(); // CLOSE-01
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
    wire.close();
  }
}
