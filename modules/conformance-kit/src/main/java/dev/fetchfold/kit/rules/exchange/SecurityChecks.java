package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.SEC_02;
import static dev.fetchfold.kit.Rule.SEC_03;
import static dev.fetchfold.kit.Rule.SEC_06;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/** SEC-02, SEC-03 and SEC-06: certificates, header fields, surplus bytes. */
final class SecurityChecks {

  @Observes(SEC_02)
  void nobodyIsTrustedUnasked(Trial trial) throws Exception {
    OriginServer origin = tls(trial, Identity.TRUSTED);
    Outcome outcome = trial.open(Given.patient()).fetch(Target.of(origin.url("/")));
    Reasons.expect(trial, Reason.TLS, outcome);
  }

  @Observes(SEC_02)
  void theNameOfTheUrlIsVerified(Trial trial) throws Exception {
    FetcherConfig config = Given.patient().trustManager(Identity.authority()).resolver(Given::here);
    Fetcher fetcher = trial.open(config);
    OriginServer elsewhere = tls(trial, Identity.WRONG_HOST);
    OriginServer local = tls(trial, Identity.TRUSTED);
    Outcome right = fetcher.fetch(Target.of(elsewhere.url("elsewhere.example", "/")));
    trial.expectEqual("a name in the certificate", "200", Mixture.shown(right));
    Outcome loopback = fetcher.fetch(Target.of(local.url("localhost", "/")));
    trial.expectEqual("another name in another one", "200", Mixture.shown(loopback));
    Outcome wrong = fetcher.fetch(Target.of(local.url("elsewhere.example", "/")));
    Reasons.expect(trial, Reason.TLS, wrong);
  }

  @Observes(SEC_02)
  void namesAreVerifiedWhateverTheTrustManager(Trial trial) throws Exception {
    trial.checkFirst("who verifies names where the trust manager given does not");
    for (X509TrustManager trust : List.of(Gullible.plain(), Gullible.extended())) {
      Fetcher fetcher = trial.open(Given.patient().trustManager(trust));
      Outcome right = fetcher.fetch(Target.of(tls(trial, Identity.SELF_SIGNED).url("/")));
      trial.expectEqual("a certificate that is believed", "200", Mixture.shown(right));
      OriginServer wrong = tls(trial, Identity.WRONG_HOST);
      Reasons.expect(trial, Reason.TLS, fetcher.fetch(Target.of(wrong.url("/"))));
      trial.expectEqual("heads at the server of another name", 0, wrong.ledger().headCount());
    }
  }

  @Observes(SEC_02)
  void aFailureIsNotRemembered(Trial trial) throws Exception {
    FetcherConfig config = Given.patient().trustManager(Identity.authority());
    Fetcher fetcher = trial.open(config);
    OriginServer bad = tls(trial, Identity.SELF_SIGNED);
    OriginServer good = tls(trial, Identity.TRUSTED);
    for (int i = 0; i < 3; i++) {
      Reasons.expect(trial, Reason.TLS, fetcher.fetch(Target.of(bad.url("/"))));
      Outcome outcome = fetcher.fetch(Target.of(good.url("/")));
      trial.expectEqual("the good server", "200", Mixture.shown(outcome));
    }
    trial.expectEqual("heads at the bad server", 0, bad.ledger().headCount());
  }

  private static OriginServer tls(Trial trial, Identity identity) {
    return trial.serve(OriginServer.startTls(identity)).otherwise(Script.text("ok"));
  }

  @Observes(SEC_03)
  void splittingValuesAreRefused(Trial trial) {
    for (String breaker : List.of("\r", "\n", "\0", "\r\n")) {
      String value = "planted" + breaker + "X-Injected: 1";
      expectRefused(trial, () -> Target.of("http://h/").header("X-One", value));
      expectRefused(trial, () -> Target.of("http://h/").header("planted" + breaker + "X", "1"));
      expectRefused(trial, () -> Target.of("http://h/").method("GET" + breaker + "planted"));
    }
  }

  @Observes(SEC_03)
  void framingFieldsAreRefused(Trial trial) {
    List<String> names =
        List.of(
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
            "Upgrade",
            "TE",
            "Expect",
            "hOST",
            "content-length",
            "te");
    for (String name : names) {
      expectRefused(trial, () -> Target.of("http://h/").header(name, "planted"));
    }
  }

  @Observes(SEC_03)
  void namesThatAreNoTokensAreRefused(Trial trial) {
    for (String name : List.of("", " ", "A B", "A:", "A\t", "Ä", "(A)")) {
      expectRefused(trial, () -> Target.of("http://h/").header(name, "planted"));
    }
  }

  private static void expectRefused(Trial trial, Runnable building) {
    try {
      building.run();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      trial.expect(!message.contains("X-Injected"), "a message without the value", message);
      return;
    }
    throw trial.broken("a target that is refused when it is built", "a target");
  }

  @Observes(SEC_06)
  void surplusAfterEveryKindOfReply(Trial trial) throws Exception {
    String forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
    byte[] coded = Bytes.gzip(Bytes.latin1("own"));
    String gzip = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + coded.length;
    for (byte[] own :
        List.of(
            Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown"),
            Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            Bytes.latin1("HTTP/1.1 204 No Content\r\n\r\n"),
            Bytes.latin1("HTTP/1.1 304 Not Modified\r\n\r\n"),
            Bytes.latin1("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Bytes.concat(Bytes.latin1(gzip + "\r\n\r\n"), coded))) {
      expectNotUsedAgain(trial, Bytes.concat(own, Bytes.latin1(forged)));
    }
  }

  /** All in one write, so that the surplus is there when the reply is whole. */
  private static void expectNotUsedAgain(Trial trial, byte[] reply) throws InterruptedException {
    OriginServer origin = trial.origin().on("/first", Script.raw(reply, After.KEEP));
    origin.on("/second", Script.text("own"));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    fetcher.fetch(Target.of(origin.url("/first")));
    Outcome second = fetcher.fetch(Target.of(origin.url("/second")));
    trial.expectEqual("the body of the second reply", "own", second.orThrow().body().text());
    List<Integer> connections =
        origin.ledger().heads().stream().map(Entry.Head::connection).distinct().toList();
    trial.expectEqual("connections used", 2, connections.size());
  }
}
