package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CONN_01;
import static dev.fetchfold.kit.Rule.CONN_02;
import static dev.fetchfold.kit.Rule.CONN_04;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CONN-01, CONN-02 and CONN-04: connections are used again, not by every retry, and closed when
 * they are not.
 */
final class ConnectionChecks {
  private static final int COUNT = 100;
  private static final int IDLE = 4;

  @Observes(CONN_01)
  void oneConnectionForAll(Trial trial) throws Exception {
    expectOneConnection(trial, trial.origin(), Script.text("whole"), "GET");
  }

  @Observes(CONN_01)
  void oneConnectionForRepliesOfAllKinds(Trial trial) throws Exception {
    Script script = exchange -> kind(exchange.call()).play(exchange);
    expectOneConnection(trial, trial.origin(), script, "GET");
  }

  private static Script kind(int call) {
    return switch (call % 5) {
      case 0 -> Script.status(204);
      case 1 -> Script.chunked(Headers.empty(), Bytes.latin1("a"), Bytes.latin1("b"));
      case 2 -> Script.gzip(Bytes.gzip(Bytes.latin1("coded")));
      case 3 -> Script.status(404);
      default -> Script.respond(200, Headers.empty(), new byte[50_000]);
    };
  }

  @Observes(CONN_01)
  void oneConnectionForHead(Trial trial) throws Exception {
    expectOneConnection(trial, trial.origin(), Script.text("not sent"), "HEAD");
  }

  @Observes(CONN_01)
  void oneConnectionOverTls(Trial trial) throws Exception {
    OriginServer origin = trial.serve(OriginServer.startTls(Identity.TRUSTED));
    expectOneConnection(trial, origin, Script.text("whole"), "GET");
  }

  @Observes(CONN_01)
  void oneConnectionForRetriesAndRedirects(Trial trial) throws Exception {
    OriginServer origin =
        trial.origin().on("/", Script.sequence(Script.status(503), Script.redirect(302, "/end")));
    origin.on("/end", Script.text("end"));
    FetcherConfig config = Row.threeAttempts(Given.bounds(1, 1));
    trial.open(config).fetch(Target.of(origin.url("/")));
    trial.expectEqual("heads", 3, origin.ledger().headCount());
    trial.expectEqual("connections", 1, origin.ledger().connections());
  }

  private static void expectOneConnection(
      Trial trial, OriginServer origin, Script script, String method) throws InterruptedException {
    trial.checkFirst("whether a connection is back before the permit of its attempt is");
    origin.otherwise(script);
    FetcherConfig config = Given.bounds(1, 1).trustManager(Identity.authority());
    List<Target> targets =
        Given.targets(origin, "/", COUNT).stream().map(target -> target.method(method)).toList();
    List<Outcome> outcomes = trial.open(config).fetch(Batch.of(targets));
    trial.expectEqual(
        "responses", (long) COUNT, outcomes.stream().filter(o -> o.response().isPresent()).count());
    trial.expectEqual("connections", 1, origin.ledger().connections());
  }

  @Observes(CONN_02)
  void idleConnectionsAreClosed(Trial trial) throws Exception {
    trial.checkFirst("what closes an idle connection while nobody calls the fetcher");
    OriginServer plain = trial.origin().otherwise(Script.text("ok"));
    OriginServer tls = trial.serve(OriginServer.startTls(Identity.TRUSTED));
    tls.otherwise(Script.text("ok"));
    FetcherConfig config =
        Given.patient().idleTimeout(Duration.ofMillis(100)).trustManager(Identity.authority());
    Fetcher fetcher = trial.open(config);
    fetcher.fetch(Batch.of(Given.targets(plain, "/", 4)));
    fetcher.fetch(Batch.of(Given.targets(tls, "/", 4)));
    expectClosedByClient(trial, plain);
    expectClosedByClient(trial, tls);
  }

  @Observes(CONN_04)
  void aRetryAfterAnEndTakesAFreshConnection(Trial trial) throws Exception {
    trial.checkFirst("whether a retry takes the next connection that rests");
    expectFreshAfter(trial, Exchange::close);
    expectFreshAfter(trial, Exchange::reset);
  }

  private static void expectFreshAfter(Trial trial, Script end) throws InterruptedException {
    Set<Integer> used = ConcurrentHashMap.newKeySet();
    Gate gate = new Gate();
    OriginServer origin = trial.origin();
    origin.on("/rest", exchange -> use(used, gate, exchange));
    origin.on("/", exchange -> (isNew(used, exchange) ? Script.text("ok") : end).play(exchange));
    FetcherConfig config = Row.threeAttempts(Given.bounds(IDLE, IDLE));
    Fetcher fetcher = trial.open(config.retry(config.retry().maxAttempts(2)));
    Run resting = trial.run(fetcher, Given.batch(origin, "/rest", IDLE));
    gate.awaitWaiting(IDLE);
    gate.open();
    resting.awaitAll();
    for (int i = 0; i < IDLE; i++) {
      Outcome outcome = fetcher.fetch(Given.target(origin, "/", i));
      trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    }
  }

  private static void use(Set<Integer> used, Gate gate, Exchange exchange)
      throws IOException, InterruptedException {
    used.add(exchange.head().connection());
    Script.gated(gate, Script.text("rests")).play(exchange);
  }

  private static boolean isNew(Set<Integer> used, Exchange exchange) {
    return used.add(exchange.head().connection());
  }

  /** Another connection rests twice meanwhile: when it is closed again, the first time is over. */
  @Observes(CONN_02)
  void aConnectionThatIsUsedAgainIsNotIdle(Trial trial) throws Exception {
    trial.checkFirst("whether the timer of an idle connection ends when it is used again");
    Gate gate = new Gate();
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    origin.on("/gated", Script.gated(gate, Script.text("gated")));
    OriginServer other = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.patient().idleTimeout(Duration.ofMillis(100)));
    fetcher.fetch(Given.target(origin, "/", 0));
    Run run = trial.run(fetcher, Given.batch(origin, "/gated", 1));
    Given.awaitHeads(origin.ledger(), "/gated", 1);
    for (int i = 0; i < 2; i++) {
      fetcher.fetch(Given.target(other, "/", i));
      Given.awaitNoConnection(other.ledger());
    }
    gate.open();
    Outcome outcome = run.awaitAll().get(0);
    trial.expect(
        outcome.ok(), "the reply, for which it waited longer than idle ones live", outcome);
  }

  private static void expectClosedByClient(Trial trial, OriginServer origin)
      throws InterruptedException {
    Given.awaitNoConnection(origin.ledger());
    trial.expect(
        origin.ledger().entries(Entry.Closed.class).stream()
            .noneMatch(closed -> closed.by() == Entry.Closer.SERVER),
        "connections closed by the client",
        "the server closed one");
  }
}
