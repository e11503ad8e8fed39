package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.OUT_06;
import static dev.fetchfold.kit.Rule.REDIRECT_01;
import static dev.fetchfold.kit.Rule.REDIRECT_02;
import static dev.fetchfold.kit.Rule.RETRY_02;
import static dev.fetchfold.kit.Rule.RETRY_04;
import static dev.fetchfold.kit.Rule.RETRY_05;
import static dev.fetchfold.kit.Rule.SEC_04;
import static dev.fetchfold.kit.Rule.SEC_05;
import static dev.fetchfold.kit.Rule.TIME_01;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fetchfold.Failure;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Response;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** SB-092 to SB-110, SB-156 to SB-161 and SB-164: statuses, retries, redirects. */
final class StatusRows {
  /** A redirect to the row's next path, as far as its framing. */
  private static final String REDIRECT = "HTTP/1.1 302 Found\r\nLocation: " + Row.NEXT + "\r\n";

  private static final Script ECHO =
      exchange ->
          Script.text(exchange.head().method() + " " + new String(exchange.body(), UTF_8))
              .play(exchange);

  @Observes({OUT_02, OUT_03})
  void sb092notFound(Trial trial) throws Exception {
    Script script = Script.respond(404, Headers.empty(), Bytes.latin1("not here"));
    Row.of(trial, script).expect(404, "not here");
  }

  @Observes({OUT_02, RETRY_02, OUT_03})
  void sb093serverError(Trial trial) throws Exception {
    Script script = Script.respond(500, Headers.empty(), Bytes.latin1("broken"));
    Row row = Row.of(trial, script).with(Row::threeAttempts);
    row.expect(500, "broken");
    row.expectHeads(1);
  }

  @Observes({OUT_02, SEC_05, OUT_03})
  void sb094challenge(Trial trial) throws Exception {
    Headers challenge = Headers.of("WWW-Authenticate", "Basic realm=\"kit\"");
    Row row = Row.of(trial, Script.status(401, challenge)).with(Row::threeAttempts);
    row.expect(401);
    row.expectHeads(1);
  }

  @Observes({RETRY_02, RETRY_05, OUT_03})
  void sb095unavailable(Trial trial) throws Exception {
    Row row = Row.of(trial, numbered(503)).with(Row::threeAttempts);
    row.expect(503, "3");
    row.expectHeads(3);
  }

  @Observes({RETRY_02, OUT_03})
  void sb096tooManyThenFine(Trial trial) throws Exception {
    Script script = Script.sequence(Script.status(429), Script.text("fine"));
    Response response = Row.of(trial, script).with(Row::threeAttempts).expect(200, "fine");
    trial.expectEqual("attempts", 2, response.meta().attempts());
  }

  @Observes({RETRY_02, OUT_03})
  void sb097unavailableForPost(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.status(503)).with(Row::threeAttempts);
    row.asking(target -> target.method("POST").body("once")).expect(503);
    row.expectHeads(1);
  }

  @Observes({RETRY_04, OUT_03})
  void sb098retryAfterAnHour(Trial trial) throws Exception {
    Script script = Script.status(503, Headers.of("Retry-After", "3600"));
    Row row = Row.of(trial, script).with(Row::threeAttempts);
    row.expect(503);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, OUT_06, OUT_03})
  void sb099fiveRedirects(Trial trial) throws Exception {
    Row row = chain(trial, 5);
    Response response = row.expect(200, "end");
    trial.expectEqual("the final URI", URI.create(row.origin().url("/hop5")), response.uri());
    trial.expectEqual("attempts", 6, response.meta().attempts());
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb100sixRedirects(Trial trial) throws Exception {
    Row row = chain(trial, 6);
    row.expect(Reason.REDIRECT);
    row.expectHeads(6);
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb101toItself(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(302, Row.PATH));
    row.expect(Reason.REDIRECT);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb102seeOtherAfterPost(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(303, "/echo"));
    row.origin().on("/echo", ECHO);
    row.asking(target -> target.method("POST").body("payload")).expect(200, "GET ");
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb103temporaryAfterPost(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(307, "/echo"));
    row.origin().on("/echo", ECHO);
    row.asking(target -> target.method("POST").body("payload")).expect(200, "POST payload");
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb104relative(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(302, "../c/./d?e=f"));
    row.origin().on("/a/b/from", Script.redirect(302, "../c/./d?e=f"));
    row.origin().on("/a/c/d", Script.text("found"));
    Response response = row.at(row.origin().url("/a/b/from")).expect(200, "found");
    trial.expectEqual("the final URI", URI.create(row.origin().url("/a/c/d?e=f")), response.uri());
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb105otherScheme(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(302, "ftp://host/"));
    row.expect(Reason.REDIRECT);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, SEC_04, OUT_03})
  void sb106credentials(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(302, "http://someuser:somesecret@127.0.0.1:1/"));
    Failure failure = row.expect(Reason.REDIRECT);
    trial.expect(
        !failure.detail().contains("someuser") && !failure.detail().contains("somesecret"),
        "a detail without user and password",
        failure.detail());
    row.expectHeads(1);
  }

  @Observes({OUT_02, OUT_03})
  void sb107noLocation(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.status(302));
    row.expect(302);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb108notFollowed(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(302, Row.NEXT));
    row.with(config -> config.redirects(RedirectPolicy.none())).expect(302);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb109multipleChoices(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.redirect(300, Row.NEXT));
    row.expect(300);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_02, OUT_03})
  void sb110fromHttpsToHttp(Trial trial) throws Exception {
    OriginServer plain = trial.origin();
    Row row = Row.of(trial, OriginServer.startTls(Identity.TRUSTED));
    row.origin().on(Row.PATH, Script.redirect(302, plain.url("/")));
    row.expect(Reason.REDIRECT);
    plain.ledger().fence();
    trial.expectEqual("connections at the plain port", 0, plain.ledger().connections());
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb156redirectCutShort(Trial trial) throws Exception {
    String half = REDIRECT + "Content-Length: 100\r\n\r\nhalf";
    expectFollowed(Row.of(trial, Script.raw(half, After.CLOSE)));
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb157redirectWithCorruptGzip(Trial trial) throws Exception {
    Headers headers = Headers.of("Location", Row.NEXT, "Content-Encoding", "gzip");
    expectFollowed(Row.of(trial, Script.respond(302, headers, Bytes.latin1("this is no gzip"))));
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb158redirectOverTheCap(Trial trial) throws Exception {
    Headers headers = Headers.of("Location", Row.NEXT);
    Row row = Row.of(trial, Script.respond(302, headers, BodyRows.text(60_000)));
    expectFollowed(row.with(config -> config.maxBodyBytes(1000)));
    trial.expectEqual("connections for both hops", 1, row.origin().ledger().connections());
  }

  @Observes({REDIRECT_01, OUT_03})
  void sb159redirectWithoutEnd(Trial trial) throws Exception {
    Row row = Row.of(trial, StatusRows::redirectWithoutEnd);
    expectFollowed(row);
    Ledger ledger = row.origin().ledger();
    trial.expect(
        ledger.heads(Row.PATH).get(0).connection() != ledger.heads(Row.NEXT).get(0).connection(),
        "the next hop on another connection",
        "one connection for both");
  }

  private static void redirectWithoutEnd(Exchange exchange) throws IOException {
    exchange.send(Bytes.latin1(REDIRECT + "Content-Length: 1000000000000\r\n\r\n"));
    byte[] piece = BodyRows.text(10_000);
    while (true) { // until the client has gone
      exchange.send(piece);
    }
  }

  /** Each hop has the timeout of the attempt, which must not be too short for the second. */
  @Observes({REDIRECT_01, TIME_01, OUT_03})
  void sb160redirectDrips(Trial trial) throws Exception {
    String seen = "";
    for (Duration timeout : Given.LONGER_AND_LONGER) {
      Row row = Row.of(trial, TimeRows.endless(REDIRECT + "Content-Length: 1000000\r\n\r\n"));
      Outcome outcome = row.asking(target -> target.attemptTimeout(timeout)).fetch();
      if (outcome.ok()) {
        trial.expectEqual("attempts", 2, outcome.meta().attempts());
        return;
      }
      seen = Reasons.shown(outcome) + " at a timeout of " + timeout;
    }
    throw trial.broken("a response with status 200", seen);
  }

  @Observes({RETRY_04, OUT_03})
  void sb161retryAfterWithAFraction(Trial trial) throws Exception {
    Script script = Script.status(503, Headers.of("Retry-After", "3600.5"));
    Row row = Row.of(trial, script).with(Row::threeAttempts);
    row.expect(503);
    row.expectHeads(1);
  }

  @Observes({REDIRECT_01, OUT_06, OUT_03})
  void sb164failureBehindARedirect(Trial trial) throws Exception {
    DeadEnd deadEnd = trial.keep(DeadEnd.refusing());
    Row row = Row.of(trial, Script.redirect(302, deadEnd.url("/gone?q")));
    Failure failure = row.expect(Reason.CONNECT);
    trial.expectEqual(
        "the URL at which it failed",
        Optional.of(URI.create(deadEnd.url("/gone?q"))),
        failure.meta().uri());
    trial.expectEqual("the status that had come", Optional.empty(), failure.head());
  }

  private static void expectFollowed(Row row) throws InterruptedException {
    Response response = row.expect(200, "next");
    row.expectAttempts(2, response);
  }

  /** So many redirects, the first of them at the row's own path. */
  private static Row chain(Trial trial, int redirects) {
    Row row = Row.of(trial, Script.redirect(302, "/hop1"));
    for (int hop = 1; hop < redirects; hop++) {
      row.origin().on("/hop" + hop, Script.redirect(302, "/hop" + (hop + 1)));
    }
    row.origin().on("/hop" + redirects, Script.text("end"));
    return row;
  }

  static Script numbered(int status) {
    return exchange ->
        Script.respond(status, Headers.empty(), Bytes.latin1(Integer.toString(exchange.call())))
            .play(exchange);
  }

  static String line(Entry.Head head) {
    return head.method() + " " + head.target();
  }
}
