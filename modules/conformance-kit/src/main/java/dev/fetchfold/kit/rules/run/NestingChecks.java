package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_07;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Step;
import dev.fetchfold.Summary;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** BOUND-07: runs inside the callbacks of runs, with every bound at 1. */
final class NestingChecks {
  private static final int DEPTH = 3;

  private static FetcherConfig ones() {
    return Given.bounds(1, 1).defaultWindow(1);
  }

  @Observes(BOUND_07)
  void aFoldMayFetch(Trial trial) throws Exception {
    trial.checkFirst("a permit, a thread or a lock that is held while a step runs");
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger fetched = new AtomicInteger();
    new Crawl(trial.open(ones()), held, fetched).fetch(DEPTH);
    trial.expectEqual("targets fetched, two by two", 2 + 4 + 8, fetched.get());
  }

  @Observes(BOUND_07)
  void aFoldMayFetchWhileOthersWait(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger fetched = new AtomicInteger();
    new Crawl(trial.open(ones().defaultWindow(8)), held, fetched).fetch(DEPTH);
    trial.expectEqual("targets fetched, two by two", 2 + 4 + 8, fetched.get());
  }

  /** Two targets per level, each step fetching the next level and waiting for it. */
  private record Crawl(Fetcher fetcher, HangingOrigin held, AtomicInteger fetched) {
    void fetch(int depth) throws InterruptedException {
      if (depth > 0) {
        Batch batch = Batch.of(held.quick(0), held.quick(1));
        fetcher.fetch(batch, Folds.steps(outcome -> step(depth)));
      }
    }

    private Step step(int depth) throws InterruptedException {
      fetched.incrementAndGet();
      fetch(depth - 1);
      return Step.CONTINUE;
    }
  }

  @Observes(
      value = BOUND_07,
      through = {FoldingFace.class, AskingFace.class})
  void aConsumerMayStartRuns(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Started started = new Started(trial.open(ones()), held);
    Run run =
        trial.run(started.fetcher, Batch.of(held.quick(0), held.quick(1)), o -> started.run(DEPTH));
    trial.expectEqual("outcomes", 2, run.awaitAll().size());
    trial.expectEqual("targets of nested runs", 1L, started.nested.get());
  }

  @Observes(
      value = BOUND_07,
      through = {FoldingFace.class, AskingFace.class})
  void aSourceMayStartRuns(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Started started = new Started(trial.open(ones()), held);
    Feed feed = Feed.of(2, index -> started.after(held.quick(index)));
    trial.expectEqual("outcomes", 2, trial.run(started.fetcher, feed.batch()).awaitAll().size());
    trial.expectEqual("targets of nested runs", 1L, started.nested.get());
  }

  @Observes(BOUND_07)
  void aListenerMayStartRuns(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Started> started = new CompletableFuture<>();
    FetcherConfig config = ones().listener(event -> started.join().run(DEPTH));
    expectNested(trial, held, started, config);
  }

  @Observes(BOUND_07)
  void aResolverMayStartRuns(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Started> started = new CompletableFuture<>();
    expectNested(trial, held, started, ones().resolver(host -> resolved(started, host)));
  }

  private static List<InetAddress> resolved(CompletableFuture<Started> started, String host)
      throws UnknownHostException {
    started.join().run(DEPTH);
    return Given.here(host);
  }

  private static void expectNested(
      Trial trial, HangingOrigin held, CompletableFuture<Started> started, FetcherConfig config)
      throws InterruptedException, ExecutionException {
    Started runs = new Started(trial.open(config), held);
    started.complete(runs);
    Batch batch = Batch.of(held.quick(0), held.quick(1));
    trial.expectEqual("outcomes", 2, runs.fetcher.fetch(batch, Fold.byIndex()).size());
    trial.expectEqual("targets of nested runs", 1L, runs.nested.get());
  }

  /** Starts one chain of runs, each in the fold of the one before, and waits for none. */
  private static final class Started {
    private final Fetcher fetcher;
    private final HangingOrigin held;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Long> nested = new CompletableFuture<>();

    Started(Fetcher fetcher, HangingOrigin held) {
      this.fetcher = fetcher;
      this.held = held;
    }

    /** Only the first call: the runs themselves call back. */
    void run(int depth) {
      if (begun.compareAndSet(false, true)) {
        chain(depth);
      }
    }

    Target after(Target target) {
      run(DEPTH);
      return target;
    }

    private void chain(int depth) {
      Fold<Object> fold = Folds.steps(outcome -> next(depth));
      CompletableFuture<Object> end = fetcher.fetchAsync(Batch.of(held.quick(depth)), fold);
      end.exceptionally(nested::completeExceptionally);
    }

    private Step next(int depth) {
      if (depth > 1) {
        chain(depth - 1);
      } else {
        count(fetcher.fetchAsync(Batch.of(held.quick(0)), Fold.summary()));
      }
      return Step.CONTINUE;
    }

    private void count(CompletableFuture<Summary> last) {
      last.thenAccept(summary -> nested.complete(summary.statuses().getOrDefault(200, 0L)))
          .exceptionally(this::failed);
    }

    private Void failed(Throwable thrown) {
      nested.completeExceptionally(thrown);
      throw new IllegalStateException(thrown);
    }
  }
}
