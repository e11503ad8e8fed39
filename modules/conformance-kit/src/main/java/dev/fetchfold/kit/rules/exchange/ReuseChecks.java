package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CONN_05;
import static dev.fetchfold.kit.Rule.SEC_06;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** SEC-06 and CONN-05: connections that must not be used again, though they are open. */
final class ReuseChecks {
  private static final int LARGE = 16 << 20;
  private static final byte[] OWN = Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown");
  private static final byte[] FORGED =
      Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");

  @Observes(SEC_06)
  void bytesThatComeWhileAConnectionRestsSpoilIt(Trial trial) throws Exception {
    expectSpoilt(trial, trial::origin, FORGED);
  }

  @Observes(SEC_06)
  void aByteThatComesWhileAConnectionRestsSpoilsIt(Trial trial) throws Exception {
    expectSpoilt(trial, trial::origin, Bytes.latin1("x"));
  }

  @Observes(SEC_06)
  void bytesThatComeWhileATlsConnectionRestsSpoilIt(Trial trial) throws Exception {
    expectSpoilt(trial, () -> trial.serve(OriginServer.startTls(Identity.TRUSTED)), FORGED);
  }

  /**
   * An event loop sees them at its next turn, for which it has time (K5): one success is success.
   */
  private static void expectSpoilt(Trial trial, Supplier<OriginServer> origins, byte[] surplus)
      throws InterruptedException {
    trial.checkFirst("whether a connection that rests is looked at before it is used again");
    List<String> seen = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      seen.add(afterSurplus(trial, origins.get(), surplus, enough));
      if (seen.getLast().equals("next, on another connection")) {
        return;
      }
    }
    throw trial.broken("the reply to the next head: next, on another connection", seen);
  }

  private static String afterSurplus(
      Trial trial, OriginServer origin, byte[] surplus, Duration enough)
      throws InterruptedException {
    Gate gate = new Gate();
    origin.on("/next", Script.text("next"));
    origin.on(
        "/own",
        exchange -> {
          exchange.sendLast(OWN);
          exchange.pass(gate);
          exchange.send(surplus);
        });
    FetcherConfig config = Given.bounds(1, 1).trustManager(Identity.authority());
    Fetcher fetcher = trial.open(config);
    Outcome own = fetcher.fetch(Target.of(origin.url("/own")));
    trial.expectEqual("the body", "own", text(own));
    gate.open();
    origin.ledger().await("the surplus to be written", ledger -> ledger.openExchanges() == 0);
    Given.pass(enough);
    Outcome next = fetcher.fetch(Target.of(origin.url("/next")));
    return text(next) + ", on " + (isApart(origin) ? "another" : "the same") + " connection";
  }

  private static String text(Outcome outcome) {
    return outcome
        .response()
        .map(reply -> reply.body().text())
        .orElseGet(() -> Reasons.shown(outcome));
  }

  private static boolean isApart(OriginServer origin) {
    List<Integer> used =
        origin.ledger().heads("/next").stream().map(Entry.Head::connection).toList();
    return origin.ledger().heads("/own").stream().noneMatch(own -> used.contains(own.connection()));
  }

  /**
   * The server replies at once and reads on later: the next head, sent over this connection, would
   * be the rest of this body to it. What becomes of the first target is not judged here.
   */
  @Observes(CONN_05)
  void aConnectionWithHalfARequestIsNotUsedAgain(Trial trial) throws Exception {
    trial.checkFirst("whether a reply that came early ends the sending of its request");
    for (int status : List.of(413, 200)) {
      Gate gate = new Gate();
      Script reply = Script.respond(status, Headers.empty(), Bytes.latin1("early"));
      Script early =
          exchange -> {
            reply.play(exchange);
            exchange.pass(gate);
          };
      OriginServer origin = trial.origin().on("/early", Script.early(early));
      origin.on("/next", Script.text("next"));
      Fetcher fetcher = trial.open(Given.bounds(1, 1));
      Target upload = Target.of(origin.url("/early")).method("POST").body(new byte[LARGE]);
      fetcher.fetch(upload.attemptTimeout(Given.SHORT));
      gate.open();
      Outcome next = fetcher.fetch(Target.of(origin.url("/next")));
      trial.expectEqual("the body of the next reply", "next", text(next));
    }
  }
}
