package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.SEC_02;
import static dev.fetchfold.kit.Rule.TIME_02;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** SB-015 to SB-026 and SB-166 to SB-171: TLS. */
final class TlsRows {
  private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};
  private static final Duration PACE = Duration.ofMillis(10);

  @Observes({SEC_02, OUT_03})
  void sb015trusted(Trial trial) throws Exception {
    Row row = Row.of(trial, OriginServer.startTls(Identity.TRUSTED));
    row.origin().on(Row.PATH, Script.text("ok"));
    row.expect(200, "ok");
  }

  @Observes({SEC_02, OUT_03})
  void sb016unknownAuthority(Trial trial) throws Exception {
    expectRefused(trial, OriginServer.startTls(Identity.SELF_SIGNED));
  }

  @Observes({SEC_02, OUT_03})
  void sb017expired(Trial trial) throws Exception {
    expectRefused(trial, OriginServer.startTls(Identity.EXPIRED));
  }

  @Observes({SEC_02, OUT_03})
  void sb018otherName(Trial trial) throws Exception {
    trial.checkFirst("whether host names are verified, also for a trust manager that was given");
    expectRefused(trial, OriginServer.startTls(Identity.WRONG_HOST));
  }

  @Observes({SEC_02, OUT_03})
  void sb019clientCertificate(Trial trial) throws Exception {
    Row row = Row.of(trial, OriginServer.startMutualTls(Identity.TRUSTED));
    row.origin().on(Row.PATH, Script.text("ok"));
    row.with(config -> config.keyManager(Identity.CLIENT.keyManager())).expect(200, "ok");
  }

  @Observes(OUT_03)
  void sb020noClientCertificate(Trial trial) throws Exception {
    expectRefused(trial, OriginServer.startMutualTls(Identity.TRUSTED));
  }

  @Observes(OUT_03)
  void sb021fatalAlert(Trial trial) throws Exception {
    expectRefused(trial, raw(LineScript.says(HANDSHAKE_FAILURE)));
  }

  @Observes(OUT_03)
  void sb022plainHttp(Trial trial) throws Exception {
    byte[] reply = Bytes.latin1("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    expectRefused(trial, raw(LineScript.says(reply)));
  }

  @Observes(OUT_03)
  void sb023closed(Trial trial) throws Exception {
    expectRefused(trial, raw(LineScript.closes()));
  }

  @Observes(OUT_03)
  void sb024reset(Trial trial) throws Exception {
    expectRefused(trial, raw(LineScript.resets()));
  }

  @Observes({TIME_02, OUT_03})
  void sb025silent(Trial trial) throws Exception {
    expectTimeout(trial, LineScript.silent());
  }

  @Observes({TIME_02, OUT_03})
  void sb026dripping(Trial trial) throws Exception {
    trial.checkFirst("whether the connect timeout spans the handshake or only each read of it");
    expectTimeout(trial, LineScript.dripsHandshake(PACE));
  }

  @Observes({SEC_02, OUT_03})
  void sb166dotAtTheEnd(Trial trial) throws Exception {
    OriginServer origin = announced(Identity.WILDCARD, "www.example.test");
    expectServedAt(trial, origin, "www.example.test.");
  }

  @Observes({SEC_02, OUT_03})
  void sb167oneLabel(Trial trial) throws Exception {
    trial.checkFirst("whether the name of the host is announced");
    expectServed(trial, Identity.TRUSTED, "localhost");
  }

  @Observes({SEC_02, OUT_03})
  void sb168address(Trial trial) throws Exception {
    OriginServer origin = OriginServer.startAnnounced(Identity.TRUSTED, Set.of());
    expectServedAt(trial, origin, "127.0.0.1");
  }

  @Observes({SEC_02, OUT_03})
  void sb169nameLikeAnAddress(Trial trial) throws Exception {
    expectRefusedAt(trial, OriginServer.startTls(Identity.TRUSTED), "127.1");
  }

  @Observes({SEC_02, OUT_03})
  void sb170trustManagerThrows(Trial trial) throws Exception {
    Error thrown = new NoClassDefFoundError("thrown by the trust manager");
    Row row = Row.of(trial, OriginServer.startTls(Identity.TRUSTED));
    row.with(config -> config.trustManager(FailingManagers.trust(thrown)));
    expectCause(trial, row, thrown);
  }

  @Observes({SEC_02, OUT_03})
  void sb171keyManagerThrows(Trial trial) throws Exception {
    Error thrown = new NoClassDefFoundError("thrown by the key manager");
    Row row = Row.of(trial, OriginServer.startMutualTls(Identity.TRUSTED));
    row.with(config -> config.keyManager(FailingManagers.keys(thrown)));
    expectCause(trial, row, thrown);
  }

  /** Three times, and then there is still somebody to serve another origin. */
  private static void expectCause(Trial trial, Row row, Error thrown) throws InterruptedException {
    OriginServer plain = trial.origin().otherwise(Script.text("ok"));
    for (int i = 0; i < 3; i++) {
      Failure failure = row.expect(Reason.TLS);
      trial.expectEqual("the cause", Optional.of(thrown), failure.rootCause());
      row.status(200, row.fetch(Batch.urls(plain.url("/"))));
    }
    row.expectHeads(0);
  }

  private static void expectServed(Trial trial, Identity identity, String host)
      throws InterruptedException {
    expectServedAt(trial, announced(identity, host), host);
  }

  private static void expectServedAt(Trial trial, OriginServer origin, String host)
      throws InterruptedException {
    Row row = named(trial, origin, host);
    row.origin().on(Row.PATH, Script.text("ok"));
    row.expect(200, "ok");
  }

  private static void expectRefusedAt(Trial trial, OriginServer origin, String host)
      throws InterruptedException {
    Row row = named(trial, origin, host);
    row.expect(Reason.TLS);
    row.expectHeads(0);
  }

  private static Row named(Trial trial, OriginServer origin, String host) {
    Row row = Row.of(trial, origin).with(config -> config.resolver(Given::here));
    return row.at(origin.url(host, Row.PATH));
  }

  private static OriginServer announced(Identity identity, String name) {
    return OriginServer.startAnnounced(identity, Set.of(name));
  }

  private static OriginServer raw(LineScript script) {
    return OriginServer.startRaw("https", script);
  }

  private static void expectRefused(Trial trial, OriginServer origin) throws InterruptedException {
    Row row = Row.of(trial, origin);
    row.expect(Reason.TLS);
    row.expectHeads(0);
  }

  /** The connect timeout is far below every other limit: it is what ends the attempt. */
  private static void expectTimeout(Trial trial, LineScript script) throws InterruptedException {
    Row row = Row.of(trial, raw(script)).with(config -> config.connectTimeout(Given.SHORT));
    row.expect(Reason.TIMEOUT);
    row.awaitConnectionsEnded();
  }
}
