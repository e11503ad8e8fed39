package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CANCEL_02;
import static dev.fetchfold.kit.Rule.CANCEL_03;
import static dev.fetchfold.kit.Rule.CANCEL_04;
import static dev.fetchfold.kit.Rule.CANCEL_06;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** CANCEL-02 to CANCEL-06: what a cancel does to attempts, waiters and connections. */
final class AbortChecks {
  private static final int WAITERS = 200;
  private static final int HELD = 8;

  @Observes(
      value = CANCEL_02,
      through = {FoldingFace.class, AskingFace.class})
  void noPermitIsGrantedAfterACancel(Trial trial) throws Exception {
    trial.checkFirst("whether a waiter that is being cancelled can still win the permit");
    OriginServer origin = trial.origin().otherwise(ok());
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    for (int i = 0; i < 20; i++) {
      Gate gate = new Gate();
      String first = "/first-" + i;
      origin.on(first, Script.gated(gate, ok()));
      Run other = async(fetcher, Given.target(origin, first, i));
      Given.awaitHeads(origin.ledger(), first, 1);
      Run run = trial.run(fetcher, Given.batch(origin, "/waiting", 5));
      cancelFully(trial, run);
      gate.open();
      trial.expectEqual("outcomes of the other run", 1, other.awaitAll().size());
      trial.expect(fetcher.fetch(Given.target(origin, "/next", i)).ok(), "a response", "none");
    }
    origin.ledger().fence();
    trial.expectEqual("heads after the cancel", 0, origin.ledger().headCount("/waiting"));
  }

  private static Run async(Fetcher fetcher, Target target) {
    return FoldingFace.fetchAsync().start(fetcher, Batch.of(target), outcome -> {});
  }

  private static Script ok() {
    return Script.text("ok");
  }

  /** An interrupt has cancelled when the thread has taken note of it; every other way at once. */
  private static void cancelFully(Trial trial, Run run) throws InterruptedException {
    run.cancel();
    if (trial.face().name().equals("fetch")) {
      trial.expectCancelled(run);
    }
  }

  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void attemptsAreAbortedInEveryPhase(Trial trial) throws Exception {
    Fetcher fetcher = trial.open(Given.patient());
    int abandoned = 0;
    for (Duration enough : Given.ENOUGH) {
      Phases phases = new Phases(trial);
      Run run = trial.run(fetcher, Batch.of(phases.targets()));
      phases.awaitAll();
      run.cancel();
      trial.expectCancelled(run);
      abandoned = phases.abandoned(enough);
      if (abandoned == 3) {
        return;
      }
    }
    throw trial.broken("abandoned exchanges: 3", abandoned);
  }

  /** Awaiting the head, reading the body, sending. */
  private static final class Phases {
    private static final int LARGE = 16 << 20;
    private final Gate upload = new Gate();
    private final OriginServer origin;

    Phases(Trial trial) {
      byte[] half = Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      origin =
          trial
              .origin()
              .on("/head", Script.hang())
              .on("/body", Script.parted(half, new Gate(), new byte[1], After.HANG))
              .on("/upload", Script.unread(upload, Script.text("all of it came")));
    }

    List<Target> targets() {
      Target upload = Given.target(origin, "/upload", 2).method("POST").body(new byte[LARGE]);
      return List.of(Given.target(origin, "/head", 0), Given.target(origin, "/body", 1), upload);
    }

    void awaitAll() throws InterruptedException {
      Given.awaitInFlight(origin.ledger(), 3);
      origin.ledger().await("half a body", seen -> !seen.entries(Entry.Replying.class).isEmpty());
    }

    /**
     * Who does not read does not see an end either: the rest of the upload is read, once the others
     * show that the cancel has come to the engine's own threads, and the upload's had time for it.
     */
    int abandoned(Duration enough) throws InterruptedException {
      origin.ledger().await("the replies to be abandoned", seen -> seen.openConnections() <= 1);
      Given.pass(enough);
      upload.open();
      Given.awaitNoConnection(origin.ledger());
      return origin.ledger().abandoned();
    }
  }

  /** In {@code fetch} it is the thread that holds on whose interrupt would be the cancel. */
  @Observes(value = CANCEL_03, through = FoldingFace.class)
  void aStepThatHoldsHoldsUpNoAbort(Trial trial) throws Exception {
    trial.checkFirst("whether attempts are aborted by the thread that delivers");
    Face own = trial.face();
    Face face = own.name().equals("fetch") ? FoldingFace.fetchAsync() : own;
    for (UnaryOperator<Batch> ordered : List.<UnaryOperator<Batch>>of(b -> b, Batch::inOrder)) {
      HangingOrigin held = new HangingOrigin(trial);
      Holding holding = new Holding(trial);
      Batch batch = Batch.of(held.quick(0), held.target(1), held.target(2));
      Handler holds = outcome -> holding.hold();
      Fetcher fetcher = trial.open(Given.patient());
      Run run = trial.run(face, fetcher, ordered.apply(batch), holds);
      holding.awaitEntered();
      held.awaitHeads(2);
      FutureTask<?> unused = trial.background("cancel", Executors.callable(run::cancel));
      held.awaitAborted();
      holding.release();
      run.awaitEnd();
    }
  }

  /** A subscriber may hold up those exchanges that its thread is needed for, and no other one. */
  @Observes(CANCEL_03)
  void aSubscriberThatHoldsHoldsUpNotEveryAbort(Trial trial) throws Exception {
    trial.checkFirst("whether attempts are aborted by the thread that delivers");
    for (UnaryOperator<Batch> ordered : List.<UnaryOperator<Batch>>of(b -> b, Batch::inOrder)) {
      HangingOrigin held = new HangingOrigin(trial);
      Gate gate = new Gate();
      held.origin().on("/first", Script.gated(gate, Script.text("first")));
      Holding holding = new Holding(trial);
      List<Target> targets = new ArrayList<>(Given.targets(held.origin(), "/first", 1));
      targets.addAll(held.targets(HELD));
      Batch batch = ordered.apply(Batch.of(targets));
      Handler holds = outcome -> holding.hold();
      Fetcher fetcher = trial.open(Given.bounds(2 * HELD, 2 * HELD));
      Run run = trial.run(Face.publisher(), fetcher, batch, holds);
      held.awaitHeads(HELD);
      gate.open();
      holding.awaitEntered();
      FutureTask<?> unused = trial.background("cancel", Executors.callable(run::cancel));
      held.ledger().await("an abort while it holds", seen -> seen.openExchanges() < HELD);
      holding.release();
      held.awaitAborted();
    }
  }

  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void aHandshakeEndsNoLaterThanAtItsTimeout(Trial trial) throws Exception {
    OriginServer silent = trial.serve(OriginServer.startRaw("https", LineScript.silent()));
    FetcherConfig config = Given.patient().connectTimeout(Duration.ofSeconds(1));
    Run run = trial.run(trial.open(config), Batch.urls(silent.url("/")));
    silent.ledger().await("a connection", seen -> seen.connections() > 0);
    run.cancel();
    trial.expectCancelled(run);
    Given.awaitNoConnection(silent.ledger());
  }

  @Observes(
      value = CANCEL_03,
      through = {FoldingFace.class, AskingFace.class})
  void whatWaitsToBeSentIsNotSent(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/busy", Script.status(503)).on("/held", Script.hang());
    RetryPolicy soon =
        RetryPolicy.defaults()
            .maxAttempts(9)
            .backoff(Duration.ofMillis(200), Duration.ofMillis(200))
            .random(() -> 0.9);
    Fetcher fetcher = trial.open(Given.bounds(2, 2).retry(soon));
    Target later = Given.target(origin, "/later", 1).after(Duration.ofMillis(400));
    Run run = trial.run(fetcher, Batch.of(Given.target(origin, "/busy", 0), later));
    Given.awaitHeads(origin.ledger(), "/busy", 1);
    run.cancel();
    trial.expectCancelled(run);
    origin.ledger().fence();
    int busy = origin.ledger().headCount("/busy");
    int begun = origin.ledger().headCount("/later");
    outlast(fetcher, origin, Duration.ofMillis(600));
    trial.expectEqual("heads of the retry", busy, origin.ledger().headCount("/busy"));
    trial.expectEqual("heads of the delayed", begun, origin.ledger().headCount("/later"));
  }

  /** Another target's own limit is the clock: what was to come until then has come. */
  private static void outlast(Fetcher fetcher, OriginServer origin, Duration time)
      throws InterruptedException {
    Outcome outcome = fetcher.fetch(Target.of(origin.url("/held")).within(time));
    if (outcome.ok()) {
      throw new IllegalStateException("a held target has a response: " + outcome);
    }
  }

  @Observes(
      value = CANCEL_04,
      through = {FoldingFace.class, AskingFace.class})
  void cancelledWaitersLeaveTheQueue(Trial trial) throws Exception {
    Gate gate = new Gate();
    OriginServer origin =
        trial.origin().on("/first", Script.gated(gate, Script.text("first"))).on("/probe", ok());
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Run other = async(fetcher, Given.target(origin, "/first", 0));
    Given.awaitHeads(origin.ledger(), "/first", 1);
    Run run = trial.run(fetcher, Given.batch(origin, "/waiting", 100));
    run.cancel();
    trial.expectCancelled(run);
    gate.open();
    other.awaitAll();
    trial.expect(fetcher.fetch(Given.target(origin, "/probe", 0)).ok(), "a response", "none");
    Ledger ledger = origin.ledger();
    ledger.fence();
    trial.expectEqual("heads of cancelled waiters", 0, ledger.headCount("/waiting"));
    trial.expectEqual("connections", 1, ledger.connections());
  }

  @Observes(
      value = CANCEL_04,
      through = {FoldingFace.class, AskingFace.class})
  void theWaitersOfACancelledRunDoNotGetItsPermits(Trial trial) throws Exception {
    trial.checkFirst("whether attempts are aborted before the waiters of their run are withdrawn");
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger started = new AtomicInteger();
    FetchListener counts =
        event -> started.addAndGet(event instanceof FetchEvent.AttemptStarted ? 1 : 0);
    Fetcher fetcher = trial.open(Given.bounds(2, 2).listener(counts));
    for (int round = 1; round <= 5; round++) {
      Run run = trial.run(fetcher, Batch.of(held.targets(WAITERS)).window(WAITERS));
      Given.awaitInFlight(held.ledger(), 2);
      run.cancel();
      trial.expectCancelled(run);
      held.ledger().fence();
      trial.expectEqual("heads", 2 * round, held.ledger().headCount("/held"));
      trial.expectEqual("attempts that were started", 2 * round, started.get());
    }
  }

  @Observes(CANCEL_06)
  void aTimedOutConnectionIsNotUsedAgain(Trial trial) throws Exception {
    Halved halved = new Halved(trial);
    Target target = halved.target().attemptTimeout(Duration.ofMillis(200));
    Outcome outcome = halved.fetcher.fetch(target);
    boolean timedOut = outcome instanceof Failure failure && failure.reason() == Reason.TIMEOUT;
    trial.expect(timedOut, "the failure TIMEOUT", outcome);
    halved.expectOtherConnection(trial);
  }

  @Observes(CANCEL_06)
  void aCancelledConnectionIsNotUsedAgain(Trial trial) throws Exception {
    Halved halved = new Halved(trial);
    Run run = trial.run(halved.fetcher, Batch.of(halved.target()));
    halved
        .origin
        .ledger()
        .await("half a body", seen -> !seen.entries(Entry.Replying.class).isEmpty());
    run.cancel();
    trial.expectCancelled(run);
    halved.expectOtherConnection(trial);
  }

  /** Half a body, and the rest of it once the check has given up on it. */
  private static final class Halved {
    private final Gate gate = new Gate();
    private final OriginServer origin;
    private final Fetcher fetcher;

    Halved(Trial trial) {
      byte[] half = Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
      Script parted = Script.parted(half, gate, Bytes.latin1("rest"), After.KEEP);
      origin = trial.origin().on("/half", parted).on("/next", Script.text("next"));
      fetcher = trial.open(Given.bounds(1, 1));
    }

    Target target() {
      return Given.target(origin, "/half", 0);
    }

    void expectOtherConnection(Trial trial) throws InterruptedException {
      gate.open();
      Outcome next = fetcher.fetch(Given.target(origin, "/next", 1));
      String text = next.response().map(response -> response.body().text()).orElse("none");
      trial.expectEqual("body of the next reply", "next", text);
      List<Integer> before = connections("/half");
      List<Integer> after = connections("/next");
      trial.expect(after.stream().noneMatch(before::contains), "another connection", after);
    }

    private List<Integer> connections(String path) {
      return origin.ledger().heads(path).stream().map(Entry.Head::connection).toList();
    }
  }
}
