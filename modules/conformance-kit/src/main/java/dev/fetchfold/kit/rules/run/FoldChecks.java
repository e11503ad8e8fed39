package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.FOLD_01;
import static dev.fetchfold.kit.Rule.FOLD_04;
import static dev.fetchfold.kit.Rule.FOLD_05;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** FOLD-01, FOLD-04 and FOLD-05: which thread folds, and that it is one at a time. */
final class FoldChecks {

  /** Plain fields on purpose: what a fold may use without a lock. */
  private static final class Plain {
    private int count;
    private boolean inside;
    private boolean overlapped;

    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how soon a fault is seen
    void step() {
      overlapped |= inside;
      inside = true;
      Thread.yield(); // to a step that should wait for this one
      count++;
      inside = false;
    }
  }

  @Observes(FOLD_01)
  void stepsAreNeverConcurrent(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Plain plain = new Plain();
    plain.count = 1000;
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      targets.add(Given.target(origin, "/", i));
      targets.addAll(Given.invalid(9));
    }
    Fetcher fetcher = trial.open(Given.bounds(16, 16));
    Run run = trial.run(fetcher, Batch.of(targets), outcome -> plain.step());
    trial.expectEqual("outcomes", 3000, run.awaitAll().size());
    trial.expectEqual("steps counted in a plain field, which began at 1000", 4000, plain.count);
    trial.expect(
        !plain.overlapped && run.mostInside() == 1, "one step at a time", run.mostInside());
  }

  @Observes(FOLD_04)
  void blockingFacesAreRefusedOnAThreadThatMustNotBlock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.of(held.targets(2));
    Throwable byFetch = thrownOn(trial, () -> fetcher.fetch(batch, Fold.summary()));
    trial.expect(byFetch instanceof IllegalStateException, "IllegalStateException", byFetch);
    Throwable byIterate = thrownOn(trial, () -> closed(fetcher.iterate(batch)));
    trial.expect(byIterate instanceof IllegalStateException, "IllegalStateException", byIterate);
    held.ledger().fence();
    trial.expectEqual("connections", 0, held.ledger().connections());
  }

  private static boolean closed(Outcomes outcomes) {
    outcomes.close();
    return true;
  }

  private static Throwable thrownOn(Trial trial, java.util.concurrent.Callable<?> call)
      throws InterruptedException {
    FutureTask<?> task = new FutureTask<>(call);
    trial.nonBlockingThread().execute(task);
    return Futures.thrownBy(task);
  }

  @Observes(FOLD_05)
  void fetchFoldsOnTheCallingThread(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Threads threads = new Threads();
    fetcher.fetch(Given.batch(held.origin(), "/quick", 20), threads.fold());
    trial.expectEqual("threads that folded", Set.of(Thread.currentThread()), threads.seen);
  }

  /** Notes the thread of every callback of a fold. */
  private static final class Threads {
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    Fold<Object> fold() {
      return () -> {
        seen.add(Thread.currentThread());
        return Folds.steps(this::step, this::finish).start();
      };
    }

    private Step step(Outcome outcome) {
      seen.add(Thread.currentThread());
      return Step.CONTINUE;
    }

    private Object finish(End end) {
      seen.add(Thread.currentThread());
      return end;
    }
  }

  @Observes(FOLD_05)
  void fetchAsyncDoesNotFoldOnTheCallingThread(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Threads threads = new Threads();
    Batch batch = Given.batch(held.origin(), "/quick", 20);
    trial.open(Given.patient()).fetchAsync(batch, threads.fold()).get();
    boolean here = threads.seen.contains(Thread.currentThread());
    trial.expect(!here, "no step on the thread that called", threads.seen);
  }

  @Observes(FOLD_05)
  void aSlowStepDelaysNoOtherRun(Trial trial) throws Exception {
    trial.checkFirst("how many threads fold for fetchAsync");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    CountDownLatch release = new CountDownLatch(1);
    trial.keep(release::countDown);
    int slow = 4 * Runtime.getRuntime().availableProcessors() + 4;
    CountDownLatch busy = new CountDownLatch(slow);
    for (int i = 0; i < slow; i++) {
      Handler waiting = outcome -> awaitRelease(busy, release);
      dev.fetchfold.kit.FoldingFace.fetchAsync().start(fetcher, Batch.of(held.quick(i)), waiting);
    }
    busy.await();
    Batch other = Given.batch(held.origin(), "/quick", 5);
    List<Outcome> outcomes = fetcher.fetchAsync(other, Fold.byIndex()).get();
    trial.expectEqual("outcomes of another run", 5, outcomes.size());
    release.countDown();
  }

  private static void awaitRelease(CountDownLatch busy, CountDownLatch release)
      throws InterruptedException {
    busy.countDown();
    release.await();
  }

  @Observes(FOLD_05)
  void theTagTravelsWithItsTarget(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Object tag = new Object();
    Outcome outcome = trial.open(Given.patient()).fetch(held.quick(0).tag(tag));
    trial.expectEqual("tag", tag, outcome.target().tag().orElse("none"));
  }

  @Observes(FOLD_05)
  void nothingIsPropagated(Trial trial) throws Exception {
    trial.checkFirst("threads that inherit the inheritable thread-locals of whoever starts them");
    HangingOrigin held = new HangingOrigin(trial);
    Inherited inherited = new Inherited();
    FetcherConfig config = Given.patient().resolver(inherited::resolve);
    Fetcher fetcher = trial.open(config);
    inherited.value.set("the caller's");
    Fold<Object> fold = Folds.steps(outcome -> inherited.step());
    Batch batch = Feed.of(3, index -> inherited.taken(held.quick(index))).batch();
    fetcher.fetchAsync(batch, fold).get();
    inherited.value.remove();
    trial.expectEqual("callbacks that saw the caller's value", Set.of(), inherited.seenBy);
  }

  /** Where a value that the caller keeps in an inheritable thread-local is seen. */
  private static final class Inherited {
    private final InheritableThreadLocal<String> value = new InheritableThreadLocal<>();
    private final Set<String> seenBy = ConcurrentHashMap.newKeySet();

    private void look(String where) {
      if (value.get() != null) {
        seenBy.add(where + " on " + Thread.currentThread());
      }
    }

    List<InetAddress> resolve(String host) throws UnknownHostException {
      look("resolver");
      return Given.here(host);
    }

    Step step() {
      look("step");
      return Step.CONTINUE;
    }

    Target taken(Target target) {
      look("source");
      return target;
    }
  }
}
