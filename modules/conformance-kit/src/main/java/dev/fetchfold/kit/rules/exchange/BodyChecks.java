package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BODY_01;
import static dev.fetchfold.kit.Rule.BODY_02;
import static dev.fetchfold.kit.Rule.BODY_03;
import static dev.fetchfold.kit.Rule.BODY_05;
import static dev.fetchfold.kit.Rule.BODY_06;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherConfig.Bodies;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.kit.ChildJvm;
import dev.fetchfold.kit.ChildTask;
import dev.fetchfold.kit.Isolated;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Subject;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Bytes.GzipField;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/** BODY-01, BODY-03, BODY-05 and BODY-06: caps, counting, text. */
final class BodyChecks {
  private static final int MIB = 1 << 20;

  @Isolated
  @Observes(BODY_01)
  void aBombCostsNoMoreThanTheCap(Trial trial) throws Exception {
    trial.checkFirst("what is decoded before the cap is looked at");
    OriginServer origin = trial.origin().on("/bomb", Script.gzip(Bytes.gzipOfZeros(1024)));
    origin.on("/fine", Script.gzip(Bytes.gzip(new byte[MIB])));
    ChildJvm child =
        trial.child(Bomb.class, List.of("-Xmx48m"), origin.url("/bomb"), origin.url("/fine"));
    trial.expectEqual(
        "what the child saw", "outcomes BODY_TOO_LARGE 200", child.awaitLine("outcomes "));
  }

  /** Eight bombs at once at the default bound per origin, then a body that is exactly the cap. */
  static final class Bomb implements ChildTask {
    private static final int AT_ONCE = 8;

    @Override
    public void run(Subject subject, List<String> arguments) throws Exception {
      FetcherConfig config = Given.patient().maxBodyBytes(MIB).maxPerOrigin(AT_ONCE);
      try (Fetcher fetcher = subject.open(config)) {
        List<Target> bombs = Collections.nCopies(AT_ONCE, Target.of(arguments.get(0)));
        List<String> seen =
            fetcher.fetch(Batch.of(bombs)).stream().map(Mixture::shown).distinct().toList();
        Outcome fine = fetcher.fetch(Target.of(arguments.get(1)));
        System.out.println("outcomes " + String.join(",", seen) + " " + Mixture.shown(fine));
      }
    }
  }

  @Observes(BODY_01)
  void aTooLargeBodyIsNotReadOn(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(BodyChecks::sendWithoutEnd);
    FetcherConfig config = Given.patient().maxBodyBytes(50_000);
    Outcome outcome = trial.open(config).fetch(Target.of(origin.url("/")));
    Reasons.expect(trial, Reason.BODY_TOO_LARGE, outcome);
    Given.awaitNoConnection(origin.ledger());
  }

  private static void sendWithoutEnd(Exchange exchange) throws IOException {
    exchange.send(Bytes.latin1("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    while (true) {
      exchange.send(Bytes.concat(Bytes.latin1("3e8\r\n"), new byte[0x3e8], Bytes.latin1("\r\n")));
    }
  }

  @Observes(BODY_02)
  void eachFieldOfAGzipHeaderAlone(Trial trial) throws Exception {
    byte[] plain = BodyRows.everyByte(1000);
    for (GzipField field : GzipField.values()) {
      Script script = Script.gzip(Bytes.gzip(plain, EnumSet.of(field)));
      OriginServer origin = trial.origin().otherwise(script);
      Outcome outcome = trial.open(Given.patient()).fetch(Target.of(origin.url("/")));
      BodyRows.expectBytes(trial, plain, outcome.orThrow());
    }
  }

  @Observes(BODY_03)
  void countedBodiesHaveTheirSize(Trial trial) throws Exception {
    byte[] body = BodyRows.everyByte(70_000);
    OriginServer origin = trial.origin().on("/plain", Script.respond(200, Headers.empty(), body));
    origin.on("/gzip", Script.gzip(Bytes.gzip(body)));
    origin.on("/chunks", Script.chunked(Headers.empty(), body, body));
    Fetcher fetcher = trial.open(Given.patient().bodies(Bodies.COUNTED));
    expectCounted(trial, body.length, fetcher.fetch(Target.of(origin.url("/plain"))));
    expectCounted(trial, body.length, fetcher.fetch(Target.of(origin.url("/gzip"))));
    expectCounted(trial, 2L * body.length, fetcher.fetch(Target.of(origin.url("/chunks"))));
  }

  private static void expectCounted(Trial trial, long size, Outcome outcome) {
    Response response = outcome.orThrow();
    expectSize(trial, size, response);
    trial.expect(!response.body().isKept(), "a body that is not kept", "one that is");
  }

  private static void expectSize(Trial trial, long size, Response response) {
    trial.expectEqual("the size", size, response.body().size());
  }

  @Observes(BODY_03)
  void countedBodiesAreStillCapped(Trial trial) throws Exception {
    FetcherConfig config = Given.patient().bodies(Bodies.COUNTED).maxBodyBytes(1000);
    OriginServer origin = trial.origin().on("/bomb", Script.gzip(Bytes.gzip(new byte[MIB])));
    origin.on("/chunks", Script.chunked(Headers.empty(), new byte[600], new byte[600]));
    Fetcher fetcher = trial.open(config);
    for (String path : List.of("/bomb", "/chunks")) {
      Outcome outcome = fetcher.fetch(Target.of(origin.url(path)));
      Reasons.expect(trial, Reason.BODY_TOO_LARGE, outcome);
    }
  }

  @Observes(BODY_06)
  void aTargetHasItsOwnCap(Trial trial) throws Exception {
    byte[] body = BodyRows.everyByte(1000);
    OriginServer origin = trial.origin().on("/plain", Script.respond(200, Headers.empty(), body));
    origin.on("/gzip", Script.gzip(Bytes.gzip(body)));
    for (long cap : new long[] {500, 2000}) {
      for (Bodies bodies : Bodies.values()) {
        Fetcher fetcher = trial.open(Given.patient().bodies(bodies).maxBodyBytes(cap));
        expectOwnCap(trial, fetcher, Target.of(origin.url("/plain")), body.length);
        expectOwnCap(trial, fetcher, Target.of(origin.url("/gzip")), body.length);
      }
    }
  }

  private static void expectOwnCap(Trial trial, Fetcher fetcher, Target target, int size)
      throws InterruptedException {
    String what = "the outcome under a cap of its own, ";
    Outcome whole = fetcher.fetch(target.maxBodyBytes(size));
    trial.expectEqual(what + "of just its size", "200", Mixture.shown(whole));
    expectSize(trial, size, whole.orThrow());
    Outcome cut = fetcher.fetch(target.maxBodyBytes(size - 1));
    trial.expectEqual(what + "one byte less", "BODY_TOO_LARGE", Mixture.shown(cut));
  }

  @Observes(BODY_05)
  void textIsDecodedByContentType(Trial trial) throws Exception {
    String text = "é – “ж”";
    expectText(trial, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), text);
    expectText(trial, "text/plain;charset=\"UTF-8\"", text.getBytes(StandardCharsets.UTF_8), text);
    expectText(
        trial, "text/plain; Charset=UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE), text);
    expectText(trial, "text/plain; charset=iso-8859-1; a=b", new byte[] {(byte) 0xe9}, "é");
    expectText(
        trial, "text/html; charset=windows-1251", "жук".getBytes(charset("windows-1251")), "жук");
  }

  @Observes(BODY_05)
  void textIsUtf8Otherwise(Trial trial) throws Exception {
    byte[] bytes = "é".getBytes(StandardCharsets.UTF_8);
    expectText(trial, "text/plain", bytes, "é");
    expectText(trial, "text/plain; charset=no-such-charset", bytes, "é");
    expectText(trial, "text/plain; charset=\"(/)\"", bytes, "é");
    expectText(trial, "text/plain; charset=", bytes, "é");
    expectText(trial, "nonsense", bytes, "é");
  }

  @Observes(BODY_05)
  void malformedInputIsReplaced(Trial trial) throws Exception {
    byte[] bytes = {'a', (byte) 0xff, 'b'};
    expectText(trial, "text/plain; charset=utf-8", bytes, "a\ufffdb");
    expectText(trial, "text/plain; charset=us-ascii", bytes, "a\ufffdb");
  }

  private static void expectText(Trial trial, String type, byte[] bytes, String text)
      throws InterruptedException {
    Script script = Script.respond(200, Headers.of("Content-Type", type), bytes);
    OriginServer origin = trial.origin().otherwise(script);
    Outcome outcome = trial.open(Given.patient()).fetch(Target.of(origin.url("/")));
    trial.expectEqual("text of " + type, text, outcome.orThrow().body().text());
  }

  private static Charset charset(String name) {
    return Charset.forName(name);
  }
}
