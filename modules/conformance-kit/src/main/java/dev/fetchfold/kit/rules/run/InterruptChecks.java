package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.FOLD_06;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchEvent.AttemptEnded;
import dev.fetchfold.FetchEvent.AttemptStarted;
import dev.fetchfold.FetchEvent.Delivered;
import dev.fetchfold.FetchEvent.Settled;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** FOLD-06: the interrupt status that a callback leaves behind, for each kind of callback. */
final class InterruptChecks {
  private static final int COUNT = 20;
  private static final String FIRST = "what waits, or asks for a permit, with the status still set";

  private static final List<Class<? extends FetchEvent>> EVENTS =
      List.of(AttemptStarted.class, AttemptEnded.class, Settled.class, Delivered.class);

  /** What callbacks do that leave their thread interrupted. */
  private static final class Interrupting {
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Set<String> begunInterrupted = ConcurrentHashMap.newKeySet();

    void in(String callback) {
      if (Thread.currentThread().isInterrupted()) {
        begunInterrupted.add(callback);
      }
      called.add(callback);
      Thread.currentThread().interrupt();
    }

    /** The run and what it has called. */
    void expectWithoutEffect(Trial trial, Run run, int count, Set<String> callbacks)
        throws InterruptedException {
      List<Outcome> outcomes = run.awaitAll();
      trial.expectEqual("outcomes", count, outcomes.size());
      trial.expect(outcomes.stream().allMatch(Outcome::ok), "responses only", outcomes);
      expectNoneBegunInterrupted(trial, callbacks);
    }

    void expectNoneBegunInterrupted(Trial trial, Set<String> callbacks) {
      trial.expect(called.containsAll(callbacks), "calls of " + callbacks, called);
      trial.expectEqual("callbacks that began interrupted", Set.of(), begunInterrupted);
    }
  }

  /** A fold of fetch is on the caller's own thread: its interrupt is a cancel (CANCEL-01). */
  @Observes(
      value = FOLD_06,
      through = {FoldingFace.class, PublishingFace.class})
  void whatAConsumerLeavesEndsWithIt(Trial trial) throws Exception {
    trial.checkFirst(FIRST);
    HangingOrigin held = new HangingOrigin(trial);
    Interrupting interrupting = new Interrupting();
    Handler handler = outcome -> interrupting.in("consumer");
    Run run = trial.run(trial.open(Given.patient()), quick(held), handler);
    if (trial.face().name().equals(FoldingFace.fetch().name())) {
      trial.expectCancelled(run);
    } else {
      interrupting.expectWithoutEffect(trial, run, COUNT, Set.of("consumer"));
    }
  }

  private static Batch quick(HangingOrigin held) {
    return Given.batch(held.origin(), "/quick", COUNT);
  }

  @Observes(FOLD_06)
  void whatAListenerLeavesEndsWithIt(Trial trial) throws Exception {
    trial.checkFirst(FIRST);
    for (Class<? extends FetchEvent> kind : EVENTS) {
      HangingOrigin held = new HangingOrigin(trial);
      Interrupting interrupting = new Interrupting();
      FetcherConfig config = Given.patient().listener(event -> leave(interrupting, kind, event));
      Run run = trial.run(trial.open(config), quick(held));
      interrupting.expectWithoutEffect(trial, run, COUNT, Set.of(kind.getSimpleName()));
    }
  }

  /** Those whose events come on whichever thread takes them. */
  @Observes(FOLD_06)
  void whatAListenerLeavesOfTargetsSettledAtOnceEndsWithIt(Trial trial) throws Exception {
    Interrupting interrupting = new Interrupting();
    FetcherConfig config =
        Given.patient().listener(event -> interrupting.in(event.getClass().getSimpleName()));
    Run run = trial.run(trial.open(config), Batch.of(Given.invalid(COUNT)));
    trial.expectEqual("outcomes", COUNT, run.awaitAll().size());
    interrupting.expectNoneBegunInterrupted(trial, Set.of("Settled", "Delivered"));
  }

  private static void leave(
      Interrupting interrupting, Class<? extends FetchEvent> kind, FetchEvent event) {
    if (kind.isInstance(event)) {
      interrupting.in(kind.getSimpleName());
    }
  }

  /** A source all of whose methods leave their thread interrupted. */
  private record Source(List<Target> targets, Interrupting interrupting)
      implements Iterable<Target>, AutoCloseable {
    @Override
    public Iterator<Target> iterator() {
      interrupting.in("iterator");
      Iterator<Target> rest = targets.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          interrupting.in("hasNext");
          return rest.hasNext();
        }

        @Override
        public Target next() {
          interrupting.in("next");
          return rest.next();
        }
      };
    }

    @Override
    public void close() {
      interrupting.in("close");
    }
  }

  @Observes(FOLD_06)
  void whatASourceLeavesEndsWithIt(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Interrupting interrupting = new Interrupting();
    Source source = new Source(Given.targets(held.origin(), "/quick", COUNT), interrupting);
    Run run = trial.run(trial.open(Given.patient()), Batch.from(source).window(2));
    Set<String> callbacks = Set.of("iterator", "hasNext", "next", "close");
    interrupting.expectWithoutEffect(trial, run, COUNT, callbacks);
  }

  @Observes(FOLD_06)
  void whatAResolverAndAPolicyLeaveEndsWithThem(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Interrupting interrupting = new Interrupting();
    FetcherConfig config =
        Given.patient()
            .resolver(
                host -> {
                  interrupting.in("resolver");
                  return Given.here(host);
                })
            .addresses(
                address -> {
                  interrupting.in("policy");
                  return true;
                });
    Run run = trial.run(trial.open(config), Batch.of(named(held)));
    interrupting.expectWithoutEffect(trial, run, COUNT, Set.of("resolver", "policy"));
  }

  /** Each is another origin, and so another connection. */
  private static List<Target> named(HangingOrigin held) {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> Target.of(held.origin().url("host-" + i + ".test", "/quick")))
        .toList();
  }

  @Observes(FOLD_06)
  void whatManagersOfTlsLeaveEndsWithThem(Trial trial) throws Exception {
    Interrupting interrupting = new Interrupting();
    OriginServer origin =
        trial
            .serve(OriginServer.startMutualTls(Identity.TRUSTED))
            .on("/quick", Script.text("quick"));
    FetcherConfig config =
        Given.patient()
            .trustManager(new Judge(() -> interrupting.in("trust manager")))
            .keyManager(new Keys(() -> interrupting.in("key manager")));
    Run run = trial.run(trial.open(config), Given.batch(origin, "/quick", COUNT));
    interrupting.expectWithoutEffect(trial, run, COUNT, Set.of("trust manager", "key manager"));
  }

  @Observes(FOLD_06)
  void whatTheRandomnessOfRetriesLeavesEndsWithIt(Trial trial) throws Exception {
    Interrupting interrupting = new Interrupting();
    OriginServer origin = trial.origin();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Script onceAgain = Script.sequence(Script.status(503), Script.text("again"));
      targets.add(Target.of(origin.on("/retry" + i, onceAgain).url("/retry" + i)));
    }
    RetryPolicy retry = RetryPolicy.defaults().random(() -> drawn(interrupting));
    Run run = trial.run(trial.open(Given.patient().retry(retry)), Batch.of(targets));
    interrupting.expectWithoutEffect(trial, run, COUNT, Set.of("randomness"));
  }

  private static double drawn(Interrupting interrupting) {
    interrupting.in("randomness");
    return 0;
  }

  /** Its start, and what is made of its result: on threads that fold for others afterwards. */
  @Observes(value = FOLD_06, through = FoldingFace.class)
  void whatAFoldLeavesEndsWithIt(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Interrupting interrupting = new Interrupting();
    Fetcher fetcher = trial.open(Given.patient());
    boolean own = trial.face().name().equals(FoldingFace.fetch().name());
    Thread checking = Thread.currentThread();
    for (int round = 0; round < COUNT; round++) {
      CompletableFuture<Object> result =
          trial
              .face(FoldingFace.class)
              .fold(fetcher, quick(held), own ? callers() : leaving(interrupting))
              .result()
              .thenApply(end -> dependent(interrupting, end, checking))
              .toCompletableFuture();
      trial.expectEqual("end", End.EXHAUSTED, result.get());
    }
    interrupting.expectNoneBegunInterrupted(trial, own ? Set.of() : Set.of("start", "finish"));
  }

  private static Fold<Object> leaving(Interrupting interrupting) {
    return () -> {
      interrupting.in("start");
      return Folds.steps(outcome -> step(interrupting), end -> finish(interrupting, end)).start();
    };
  }

  private static Fold<Object> callers() {
    return () -> Folds.steps(outcome -> Step.CONTINUE, end -> end).start();
  }

  private static Step step(Interrupting interrupting) {
    interrupting.in("step");
    return Step.CONTINUE;
  }

  private static End finish(Interrupting interrupting, End end) {
    interrupting.in("finish");
    return end;
  }

  /** Perhaps on the thread of the check itself, which goes on. */
  private static Object dependent(Interrupting interrupting, Object end, Thread checking) {
    if (Thread.currentThread() != checking) {
      interrupting.in("dependent");
    }
    return end;
  }

  /** Its callbacks clear what they find. */
  @Observes(FOLD_06)
  void theCallersThreadKeepsItsStatus(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    FetcherConfig config = Given.patient().listener(event -> Thread.interrupted());
    Fetcher fetcher = trial.open(config);
    List<Target> targets = new ArrayList<>(Given.invalid(COUNT));
    targets.addAll(Given.targets(held.origin(), "/quick", COUNT));
    CompletableFuture<Run> started = new CompletableFuture<>();
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> startInterrupted(trial, fetcher, Batch.of(targets), started, kept));
    trial.expectEqual("outcomes", 2 * COUNT, started.get().awaitAll().size());
    trial.expect(kept.get(), "a caller's thread that is still interrupted", "none");
  }

  private static void startInterrupted(
      Trial trial,
      Fetcher fetcher,
      Batch batch,
      CompletableFuture<Run> started,
      CompletableFuture<Boolean> kept) {
    Thread.currentThread().interrupt();
    started.complete(trial.run(fetcher, batch));
    kept.complete(Thread.currentThread().isInterrupted());
  }

  @Observes(FOLD_06)
  void aCancelInAListenerIsNotLost(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Holding holding = new Holding(trial);
    FetcherConfig config = Given.patient().listener(event -> hold(holding, event));
    Feed feed = Feed.of(1, held::target);
    Run run = trial.run(trial.open(config), feed.batch());
    holding.awaitEntered();
    run.cancel();
    holding.release();
    trial.expectCancelled(run);
    held.awaitAborted();
  }

  private static void hold(Holding holding, FetchEvent event) {
    if (event instanceof AttemptStarted) {
      holding.hold();
    }
  }

  @Observes(FOLD_06)
  void aCancelInATrustManagerIsNotLost(Trial trial) throws Exception {
    OriginServer origin = hanging(trial);
    Holding holding = new Holding(trial);
    FetcherConfig config = Given.patient().trustManager(new Judge(holding::hold));
    Run run = trial.run(trial.open(config), Given.batch(origin, "/", 1));
    holding.awaitEntered();
    run.cancel();
    holding.release();
    trial.expectCancelled(run);
    Given.awaitNoConnection(origin.ledger());
  }

  private static OriginServer hanging(Trial trial) {
    return trial.serve(OriginServer.startTls(Identity.TRUSTED)).on("/", Script.hang());
  }

  /** K5: on a busy machine the timeout may come before the handshake does. */
  @Observes(FOLD_06)
  void aTimeoutInATrustManagerIsNotLost(Trial trial) throws Exception {
    OriginServer origin = hanging(trial);
    for (Duration timeout : Given.LONGER_AND_LONGER) {
      Holding holding = new Holding(trial);
      FetcherConfig config = Given.patient().trustManager(new Judge(holding::hold));
      Target target = Target.of(origin.url("/")).attemptTimeout(timeout);
      Handler handler = outcome -> holding.pass();
      Run run = trial.run(trial.open(config), Batch.of(target), handler);
      holding.awaitEntered();
      if (holding.isHeld()) {
        awaitDeadline(trial, timeout.multipliedBy(2));
        holding.release();
        Reasons.expect(trial, Reason.TIMEOUT, run.awaitAll().get(0));
        return;
      }
    }
  }

  /** The deadline of another run is the clock that shows that the time has passed. */
  private static void awaitDeadline(Trial trial, Duration within) throws InterruptedException {
    trial.open(Given.patient()).fetch(Batch.of(new HangingOrigin(trial).target(0)).within(within));
  }
}
