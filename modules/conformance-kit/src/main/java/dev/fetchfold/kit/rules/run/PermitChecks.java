package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** BOUND-05: a permit comes back once, however its attempt ends. */
final class PermitChecks {
  private static final int ALL = 4;
  private static final int PER_ORIGIN = 2;
  private static final int SWEPT = 9;

  /** Three origins with replies of every kind; two that hold leave permits for all others. */
  private static final class Storm {
    private final List<OriginServer> origins;
    private final Ledger ledger;
    private final Batch batch;

    Storm(Trial trial) {
      origins = trial.origins(3);
      ledger = origins.get(0).ledger();
      origins.forEach(origin -> script(origin, origins.get(2)));
      List<Target> targets = new ArrayList<>();
      targets.add(Given.target(origins.get(0), "/held", 0));
      targets.add(Given.target(origins.get(1), "/held", 0));
      for (int i = 0; i < SWEPT; i++) {
        targets.add(Given.target(origins.get(i % 3), paths().get(i % paths().size()), i));
      }
      batch = Batch.of(targets);
    }

    private static List<String> paths() {
      return List.of("/ok", "/cut", "/moved", "/busy", "/closing");
    }

    private static void script(OriginServer origin, OriginServer elsewhere) {
      origin
          .on("/ok", Script.text("ok"))
          .on("/cut", Script.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", After.RESET))
          .on("/moved", Script.redirect(307, elsewhere.url("/ok")))
          .on("/busy", Script.status(503))
          .on("/closing", Script.status(200, Headers.of("Connection", "close")))
          .on("/held", Script.hang());
    }
  }

  @Observes(
      value = BOUND_05,
      through = {FoldingFace.class, AskingFace.class})
  void aStormOfCancelsLosesNoPermit(Trial trial) throws Exception {
    Storm storm = new Storm(trial);
    RetryPolicy atOnce =
        RetryPolicy.defaults().maxAttempts(2).backoff(Duration.ZERO, Duration.ZERO);
    Fetcher fetcher = trial.open(Given.bounds(ALL, PER_ORIGIN).retry(atOnce));
    for (int nth = 1; nth <= SWEPT; nth++) {
      cancelAt(trial, storm, fetcher, Entry.Head.class, nth);
      cancelAt(trial, storm, fetcher, Entry.Replying.class, nth);
      cancelAt(trial, storm, fetcher, Entry.Ending.class, nth);
    }
    new Probe(storm.origins).expectBounds(trial, fetcher, ALL, PER_ORIGIN);
  }

  /** Every kind of entry is sure to come so often: the targets that hold leave room for that. */
  private static void cancelAt(
      Trial trial, Storm storm, Fetcher fetcher, Class<? extends Entry> kind, int nth)
      throws InterruptedException {
    storm.ledger.fence();
    int before = storm.ledger.entries(kind).size();
    Run run = trial.run(fetcher, storm.batch);
    storm.ledger.await(
        nth + " entries " + kind.getSimpleName(),
        seen -> seen.entries(kind).size() >= before + nth);
    run.cancel();
    trial.expectCancelled(run);
  }

  /** Few permits, so that one lost and one too many both show in the probe. */
  private static final class Few {
    private final Trial trial;
    private final List<OriginServer> origins;
    private final OriginServer origin;
    private final Fetcher fetcher;

    Few(Trial trial, FetcherConfig config) {
      this.trial = trial;
      this.origins = trial.origins(2);
      this.origin = origins.get(0);
      this.fetcher = trial.open(config.maxConcurrency(2).maxPerOrigin(1));
    }

    Target target(String path, Script script) {
      origin.on(path, script);
      return Given.target(origin, path, 0);
    }

    void endsTwice(Target target) throws Exception {
      fetcher.fetch(Batch.of(target, target), Fold.summary());
    }

    void expectItsPermits() throws Exception {
      new Probe(origins).expectBounds(trial, fetcher, 2, 1);
    }
  }

  @Observes(BOUND_05)
  void aReplyThatCannotBeUsedReturnsItsPermit(Trial trial) throws Exception {
    Few few = new Few(trial, Given.patient().maxBodyBytes(4));
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab";
    few.endsTwice(few.target("/cut", Script.raw(half, After.CLOSE)));
    few.endsTwice(few.target("/reset", Script.raw(half, After.RESET)));
    few.endsTwice(few.target("/silent", Script.raw("", After.CLOSE)));
    few.endsTwice(few.target("/garbage", Script.raw("garbage\r\n\r\n", After.CLOSE)));
    few.endsTwice(few.target("/large", Script.text("too large")));
    few.endsTwice(few.target("/corrupt", Script.gzip(Bytes.latin1("no gzip"))));
    few.endsTwice(few.target("/loop", Script.redirect(302, "/loop")));
    few.endsTwice(few.target("/unusable", Script.redirect(302, "gopher://x/")));
    few.expectItsPermits();
  }

  @Observes(BOUND_05)
  void aConnectionThatIsNotMadeReturnsItsPermit(Trial trial) throws Exception {
    FetcherConfig config =
        Given.patient().resolver(PermitChecks::resolve).addresses(a -> !a.isAnyLocalAddress());
    Few few = new Few(trial, config);
    DeadEnd refusing = trial.keep(DeadEnd.refusing());
    few.endsTwice(Target.of(refusing.url("/")));
    few.endsTwice(Target.of("http://unknown.test/"));
    few.endsTwice(Target.of("http://broken.test/"));
    few.endsTwice(Target.of("http://forbidden.test/"));
    OriginServer noTls = trial.serve(OriginServer.startRaw("https", LineScript.closes()));
    few.endsTwice(Target.of(noTls.url("/")));
    few.endsTwice(Target.of("no url"));
    few.expectItsPermits();
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return switch (host) {
      case "unknown.test" -> throw new UnknownHostException(host);
      case "broken.test" -> throw new StackOverflowError("thrown by the resolver");
      case "forbidden.test" -> List.of(InetAddress.getByAddress(new byte[4]));
      default -> Given.here(host);
    };
  }

  @Observes(BOUND_05)
  void aLimitThatEndsAnAttemptReturnsItsPermit(Trial trial) throws Exception {
    Few few = new Few(trial, Given.patient());
    Duration soon = Duration.ofMillis(20);
    Target held = few.target("/held", Script.hang());
    few.endsTwice(held.attemptTimeout(soon));
    few.endsTwice(held.within(soon));
    few.fetcher.fetch(Batch.of(held, held).within(soon), Fold.summary());
    few.expectItsPermits();
  }

  @Observes(BOUND_05)
  void aRunThatEndsEarlyReturnsItsPermit(Trial trial) throws Exception {
    Few few = new Few(trial, Given.patient());
    Target ok = few.target("/ok", Script.text("ok"));
    few.fetcher.fetch(okThenHeld(few, "/first"), Fold.first(outcome -> true));
    few.fetcher.fetch(Batch.of(ok, ok, ok), Folds.steps(outcome -> Step.STOP));
    expectThrown(few, okThenHeld(few, "/thrown"));
    expectThrown(few, Batch.of(ok, ok).inOrder());
    few.expectItsPermits();
  }

  /**
   * Two held targets after one that has its permit: they cannot come before it. Nobody else asks
   * for its path: a head that an aborted exchange has sent may come when its run is over.
   */
  private static Batch okThenHeld(Few few, String path) {
    Target ok = few.target(path, Script.text("ok"));
    Target held = few.target("/held", Script.hang());
    return Feed.of(3, index -> index == 0 ? ok : held(few.origin.ledger(), path, held)).batch();
  }

  private static Target held(Ledger ledger, String path, Target held) throws InterruptedException {
    Given.awaitHeads(ledger, path, 1);
    return held;
  }

  private static void expectThrown(Few few, Batch batch) throws InterruptedException {
    IllegalStateException thrown = new IllegalStateException("thrown by a step");
    try {
      few.fetcher.fetch(
          batch,
          Folds.steps(
              outcome -> {
                throw thrown;
              }));
      throw few.trial.broken("the exception of the step", "a result");
    } catch (IllegalStateException e) {
      few.trial.expectSame(thrown, e);
    }
  }

  /** The others have their origin's permit, or none, and wait for a global one. */
  @Observes(
      value = BOUND_05,
      through = {FoldingFace.class, AskingFace.class})
  void aWaiterThatIsCancelledLeavesNothingTaken(Trial trial) throws Exception {
    List<OriginServer> origins = trial.origins(3);
    origins.forEach(origin -> origin.on("/held", Script.hang()));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    List<List<Target>> held =
        origins.stream().map(origin -> Given.targets(origin, "/held", 3)).toList();
    for (int i = 0; i < 3; i++) {
      Run run = trial.run(fetcher, Given.mixed(held));
      Given.awaitInFlight(origins.get(0).ledger(), 1);
      run.cancel();
      trial.expectCancelled(run);
      origins.get(0).ledger().fence();
    }
    new Probe(origins).expectBounds(trial, fetcher, 1, 1);
  }

  @Observes(BOUND_05)
  void aListenerThatThrowsCostsNoPermit(Trial trial) throws Exception {
    FetcherConfig config =
        Given.patient()
            .listener(
                event -> {
                  throw new IllegalStateException("thrown by the listener");
                });
    Few few = new Few(trial, config);
    few.endsTwice(few.target("/ok", Script.text("ok")));
    few.endsTwice(few.target("/cut", Script.raw("HTTP/1.1 2", After.RESET)));
    few.expectItsPermits();
  }
}
