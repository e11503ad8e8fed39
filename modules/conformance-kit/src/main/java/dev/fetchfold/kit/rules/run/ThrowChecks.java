package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.FOLD_02;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Ended;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.SneakyThrow;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** FOLD-02: whatever a callback throws. */
final class ThrowChecks {

  private static final int MANY = 8;

  /** New ones for each use: the very throwable is what is looked for. */
  private static List<Throwable> throwables() {
    return List.of(
        new IllegalStateException("unchecked"),
        new IOException("checked, and sneaked"),
        new AssertionError("an error"),
        new StackOverflowError("an error of the virtual machine"),
        new NoClassDefFoundError("an error of linking"));
  }

  @Observes(FOLD_02)
  void whatASourceThrowsEndsTheRun(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      Feed feed = Feed.of(3, index -> index < 2 ? held.target(index) : tossed(held, thrown));
      Fetcher fetcher = trial.open(Given.patient());
      Run run = trial.run(fetcher, feed.batch());
      trial.expectSame(thrown, trial.expectThrown(run, Throwable.class));
      expectOver(trial, held, fetcher, run);
    }
  }

  private static Target tossed(HangingOrigin held, Throwable thrown) throws InterruptedException {
    held.awaitHeads(2);
    throw SneakyThrow.of(thrown);
  }

  @Observes(
      value = FOLD_02,
      through = {FoldingFace.class, PublishingFace.class})
  void whatAConsumerThrowsEndsTheRun(Trial trial) throws Exception {
    trial.checkFirst("errors that a library takes for fatal: the run must end all the same");
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      Handler throwing = outcome -> toss(thrown);
      Fetcher fetcher = trial.open(Given.patient());
      Run run = trial.run(fetcher, twoHeldThenQuick(held), throwing);
      trial.expectSame(thrown, trial.expectThrown(run, Throwable.class));
      expectOver(trial, held, fetcher, run);
      trial.expectEqual("outcomes handed over", 1, run.begun().size());
    }
  }

  private static void toss(Throwable thrown) {
    throw SneakyThrow.of(thrown);
  }

  private static Batch twoHeldThenQuick(HangingOrigin held) {
    return Feed.of(4, index -> index < 2 ? held.target(index) : afterTwo(held, index)).batch();
  }

  private static Target afterTwo(HangingOrigin held, int index) throws InterruptedException {
    held.awaitHeads(2);
    return held.quick(index);
  }

  /** The attempts are aborted, nothing is signalled any more, and the fetcher goes on. */
  private static void expectOver(Trial trial, HangingOrigin held, Fetcher fetcher, Run run)
      throws InterruptedException {
    held.awaitAborted();
    trial.expect(fetcher.fetch(held.quick(9)).ok(), "a response afterwards", "none");
    trial.expectEqual("signals after the end", List.of(), run.late());
  }

  @Observes(value = FOLD_02, through = FoldingFace.class)
  void anInterruptedStepEndsTheRun(Trial trial) throws Exception {
    InterruptedException thrown = new InterruptedException("thrown by a step");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Fold<Object> fold =
        Folds.steps(
            outcome -> {
              throw thrown;
            });
    trial.expectSame(thrown, thrownBy(trial, fetcher, twoHeldThenQuick(held), fold));
    held.awaitAborted();
    trial.expect(fetcher.fetch(held.quick(9)).ok(), "a response afterwards", "none");
  }

  @Observes(value = FOLD_02, through = FoldingFace.class)
  void whatStartThrowsReachesTheCaller(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      Fold<Object> fold =
          () -> {
            throw SneakyThrow.of(thrown);
          };
      Fetcher fetcher = trial.open(Given.patient());
      trial.expectSame(thrown, thrownBy(trial, fetcher, Batch.of(held.targets(2)), fold));
      held.awaitAborted();
      trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response afterwards", "none");
    }
  }

  @Observes(value = FOLD_02, through = FoldingFace.class)
  void whatFinishThrowsReachesTheCaller(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      Fold<Object> fold = () -> new ThrowingFinish(thrown);
      Fetcher fetcher = trial.open(Given.patient());
      Batch batch = Given.batch(held.origin(), "/quick", 2);
      trial.expectSame(thrown, thrownBy(trial, fetcher, batch, fold));
      trial.expect(fetcher.fetch(held.quick(0)).ok(), "a response afterwards", "none");
    }
  }

  private static Throwable thrownBy(Trial trial, Fetcher fetcher, Batch batch, Fold<Object> fold)
      throws InterruptedException {
    FoldingFace face = trial.face(FoldingFace.class);
    return Futures.thrownBy(face.fold(fetcher, batch, fold).result().toCompletableFuture());
  }

  private record ThrowingFinish(Throwable thrown) implements Fold.Accumulator<Object> {
    @Override
    public dev.fetchfold.Step step(Outcome outcome) {
      return dev.fetchfold.Step.CONTINUE;
    }

    @Override
    public Object finish(End end) {
      throw SneakyThrow.of(thrown);
    }
  }

  @Observes(FOLD_02)
  void whatAResolverThrowsIsTheFailureOfItsTarget(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      FetcherConfig config =
          Given.patient()
              .resolver(
                  host -> {
                    if (host.equals("broken.test")) {
                      throw SneakyThrow.of(thrown);
                    }
                    return Given.here(host);
                  });
      Target broken = Target.of(held.origin().url("broken.test", "/"));
      Run run = trial.run(trial.open(config), Batch.of(held.quick(0), broken, held.quick(2)));
      for (Outcome outcome : run.awaitAll()) {
        boolean asExpected = outcome.index() == 1 ? outcome instanceof Failure : outcome.ok();
        trial.expect(asExpected, "one failure, for broken.test, after " + thrown, outcome);
      }
      trial.expectEqual("outcomes", 3, run.delivered().size());
    }
  }

  @Observes(FOLD_02)
  void whatAnAddressPolicyThrowsIsTheFailureOfItsTarget(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      AtomicBoolean throwing = new AtomicBoolean();
      FetcherConfig config =
          Given.patient().resolver(Given::here).addresses(address -> allowed(throwing, thrown));
      Fetcher fetcher = trial.open(config);
      throwing.set(true);
      Target broken = Target.of(held.origin().url("broken.test", "/quick"));
      expectFailures(trial, Reason.FORBIDDEN_ADDRESS, fetcher.fetch(Batch.of(broken, broken)));
      throwing.set(false);
      expectResponses(trial, fetcher.fetch(Batch.of(broken, held.quick(1))));
    }
  }

  private static boolean allowed(AtomicBoolean throwing, Throwable thrown) {
    throwIf(throwing, thrown);
    return true;
  }

  private static void throwIf(AtomicBoolean throwing, Throwable thrown) {
    if (throwing.get()) {
      throw SneakyThrow.of(thrown);
    }
  }

  /** More of them at once than a client has I/O threads; those on plain http are beside them. */
  @Observes(FOLD_02)
  void whatATrustManagerThrowsIsTheFailureOfItsTarget(Trial trial) throws Exception {
    trial.checkFirst("handshakes: whether an Error ends the thread that makes them");
    for (Throwable thrown : throwables()) {
      OriginServer secure = trial.serve(OriginServer.startTls(Identity.TRUSTED));
      AtomicBoolean throwing = new AtomicBoolean(true);
      FetcherConfig config = Given.patient().trustManager(judge(throwing, thrown));
      expectHandshakesFail(trial, secure, config, throwing);
    }
  }

  private static Judge judge(AtomicBoolean throwing, Throwable thrown) {
    return new Judge(() -> throwIf(throwing, thrown));
  }

  @Observes(FOLD_02)
  void whatAKeyManagerThrowsIsTheFailureOfItsTarget(Trial trial) throws Exception {
    trial.checkFirst("handshakes: whether an Error ends the thread that makes them");
    for (Throwable thrown : throwables()) {
      OriginServer secure = trial.serve(OriginServer.startMutualTls(Identity.TRUSTED));
      AtomicBoolean throwing = new AtomicBoolean(true);
      FetcherConfig config =
          Given.patient()
              .trustManager(Identity.authority())
              .keyManager(new Keys(() -> throwIf(throwing, thrown)));
      expectHandshakesFail(trial, secure, config, throwing);
    }
  }

  private static void expectHandshakesFail(
      Trial trial, OriginServer secure, FetcherConfig config, AtomicBoolean throwing)
      throws InterruptedException {
    HangingOrigin plain = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(config);
    List<Target> failing = Given.targets(secure.on("/quick", Script.text("quick")), "/quick", MANY);
    List<Target> others = Given.targets(plain.origin(), "/quick", MANY);
    List<Outcome> outcomes =
        trial.run(fetcher, Given.mixed(List.of(failing, others)).inOrder()).awaitAll();
    trial.expectEqual("outcomes", 2 * MANY, outcomes.size());
    expectFailures(trial, Reason.TLS, ofHost(outcomes, secure));
    expectResponses(trial, ofHost(outcomes, plain.origin()));
    throwing.set(false);
    expectResponses(trial, trial.run(fetcher, Given.mixed(List.of(failing, others))).awaitAll());
  }

  private static List<Outcome> ofHost(List<Outcome> outcomes, OriginServer origin) {
    return outcomes.stream()
        .filter(outcome -> outcome.target().url().startsWith(origin.url("")))
        .toList();
  }

  private static void expectFailures(Trial trial, Reason reason, List<Outcome> outcomes) {
    outcomes.forEach(outcome -> Reasons.expect(trial, reason, outcome));
  }

  private static void expectResponses(Trial trial, List<Outcome> outcomes) {
    trial.expect(outcomes.stream().allMatch(Outcome::ok), "responses only", outcomes);
  }

  @Observes(FOLD_02)
  void whatTheRandomnessOfRetriesThrowsChangesNothing(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      Script script = Script.sequence(Script.status(503), Script.text("again"));
      OriginServer origin = trial.origin().on("/", script);
      RetryPolicy retry =
          RetryPolicy.defaults()
              .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
              .random(() -> thrown(thrown));
      Fetcher fetcher = trial.open(Given.patient().retry(retry));
      expectResponses(trial, trial.run(fetcher, Given.batch(origin, "/", 1)).awaitAll());
    }
  }

  private static double thrown(Throwable thrown) {
    throw SneakyThrow.of(thrown);
  }

  @Observes(FOLD_02)
  void whatAListenerThrowsChangesNothing(Trial trial) throws Exception {
    for (Throwable thrown : throwables()) {
      HangingOrigin held = new HangingOrigin(trial);
      FetcherConfig config = Given.patient().listener(event -> toss(thrown));
      Batch batch = Given.batch(held.origin(), "/quick", 5);
      Run run = trial.run(trial.open(config), batch);
      boolean ok = run.awaitAll().stream().allMatch(Outcome::ok);
      trial.expect(ok && run.delivered().size() == 5, "5 responses, after " + thrown, run);
      trial.expect(run.awaitEnd() instanceof Ended.Normally, "a normal end", run);
    }
  }
}
