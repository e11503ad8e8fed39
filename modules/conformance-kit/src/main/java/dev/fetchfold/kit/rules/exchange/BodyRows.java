package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BODY_01;
import static dev.fetchfold.kit.Rule.BODY_03;
import static dev.fetchfold.kit.Rule.CONN_01;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.OUT_04;
import static dev.fetchfold.kit.Rule.OUT_06;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig.Bodies;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.util.Arrays;
import java.util.Optional;

/** SB-063 to SB-076 and SB-165: bodies. */
final class BodyRows {
  private static final int CAP = 1000;
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Observes({OUT_06, OUT_03})
  void sb063exactLength(Trial trial) throws Exception {
    byte[] body = everyByte(70_000);
    Response response = Row.of(trial, Script.respond(200, Headers.empty(), body)).expect(200);
    expectBytes(trial, body, response);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb064lengthZero(Trial trial) throws Exception {
    expectEmpty(trial, Row.of(trial, Script.status(200)), 200);
  }

  @Observes({OUT_06, OUT_03})
  void sb065smallChunks(Trial trial) throws Exception {
    byte[] body = everyByte(300);
    byte[][] chunks = new byte[body.length][];
    Arrays.setAll(chunks, i -> new byte[] {body[i]});
    Response response = Row.of(trial, Script.chunked(Headers.empty(), chunks)).expect(200);
    expectBytes(trial, body, response);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb066extensionsAndTrailer(Trial trial) throws Exception {
    String chunks = "5;a=b;c\r\nhello\r\n6;d=\"e f\"\r\n there\r\n0;end\r\nX-Trailer: yes\r\n\r\n";
    String reply = OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
    Row row = Row.of(trial, Script.raw(reply, After.KEEP));
    row.expect(200, "hello there");
    row.expectUsedAgain();
  }

  @Observes({OUT_03})
  void sb067noChunkSize(Trial trial) throws Exception {
    String reply = OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n";
    Row.of(trial, Script.raw(reply, After.HANG)).expect(Reason.PROTOCOL);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb068headWithLength(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.raw(OK + "Content-Length: 10\r\n\r\n", After.KEEP));
    expectEmpty(trial, row.asking(target -> target.method("HEAD")), 200);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb069headWithChunks(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.raw(OK + "Transfer-Encoding: chunked\r\n\r\n", After.KEEP));
    expectEmpty(trial, row.asking(target -> target.method("HEAD")), 200);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb070noContent(Trial trial) throws Exception {
    expectEmpty(trial, Row.of(trial, Script.status(204)), 204);
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb071notModified(Trial trial) throws Exception {
    String reply = "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n";
    expectEmpty(trial, Row.of(trial, Script.raw(reply, After.KEEP)), 304);
  }

  @Observes({BODY_01, OUT_03})
  void sb072exactlyTheCap(Trial trial) throws Exception {
    byte[] body = everyByte(CAP);
    Response response = capped(trial, Script.respond(200, Headers.empty(), body)).expect(200);
    expectBytes(trial, body, response);
  }

  @Observes({BODY_01, OUT_03})
  void sb073overTheCapByLength(Trial trial) throws Exception {
    Row row = capped(trial, Script.respond(200, Headers.empty(), everyByte(CAP + 1)));
    row.expect(Reason.BODY_TOO_LARGE);
    row.awaitConnectionsEnded();
  }

  @Observes({BODY_01, OUT_03})
  void sb074overTheCapInChunks(Trial trial) throws Exception {
    Row row = capped(trial, Script.chunked(Headers.empty(), everyByte(CAP), new byte[1]));
    row.expect(Reason.BODY_TOO_LARGE);
    row.awaitConnectionsEnded();
  }

  @Observes({BODY_01, OUT_04, OUT_03})
  void sb075headOverTheCap(Trial trial) throws Exception {
    Response response =
        capped(trial, Script.raw(OK + "Content-Length: 1000000\r\n\r\n", After.KEEP))
            .asking(target -> target.method("HEAD"))
            .expect(200);
    trial.expectEqual("the size of the body", 0L, response.body().size());
  }

  @Observes({BODY_03, OUT_03})
  void sb076countedOverTheCap(Trial trial) throws Exception {
    capped(trial, Script.respond(200, Headers.empty(), everyByte(CAP + 1)))
        .with(config -> config.bodies(Bodies.COUNTED))
        .expect(Reason.BODY_TOO_LARGE);
  }

  @Observes({BODY_01, OUT_06, OUT_03})
  void sb165headIsKept(Trial trial) throws Exception {
    Headers headers = Headers.of("X-One", "kept");
    Failure failure =
        capped(trial, Script.respond(404, headers, everyByte(CAP + 1)))
            .expect(Reason.BODY_TOO_LARGE);
    trial.expectEqual("the status that had come", 404, failure.head().map(Head::status).orElse(0));
    trial.expectEqual(
        "a header that had come",
        Optional.of("kept"),
        failure.head().flatMap(head -> head.headers().first("x-one")));
  }

  private static Row capped(Trial trial, Script script) {
    return Row.of(trial, script).with(config -> config.maxBodyBytes(CAP));
  }

  private static void expectEmpty(Trial trial, Row row, int status) throws InterruptedException {
    trial.expectEqual("the size of the body", 0L, row.expect(status).body().size());
    row.expectUsedAgain();
  }

  static void expectBytes(Trial trial, byte[] sent, Response response) {
    trial.expectEqual("the size of the body", (long) sent.length, response.body().size());
    int differs = Arrays.mismatch(sent, response.body().bytes());
    trial.expect(differs < 0, "the body byte for byte", "a difference at byte " + differs);
  }

  static byte[] everyByte(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  static byte[] text(int count) {
    return Bytes.repeat('t', count);
  }
}
