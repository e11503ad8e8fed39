package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BODY_01;
import static dev.fetchfold.kit.Rule.BODY_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.OUT_04;

import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Bytes.GzipField;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.util.EnumSet;

/** SB-077 to SB-091, and SB-172: gzip. */
final class GzipRows {
  private static final byte[] PLAIN = BodyRows.everyByte(20_000);
  private static final byte[] CODED = Bytes.gzip(PLAIN);
  private static final Headers GZIP = Headers.of("Content-Encoding", "gzip");

  @Observes({BODY_02, OUT_03})
  void sb077whole(Trial trial) throws Exception {
    expectDecoded(trial, CODED, PLAIN);
  }

  @Observes({BODY_02, OUT_03})
  void sb078twoMembers(Trial trial) throws Exception {
    byte[] second = Bytes.latin1("and the second member");
    expectDecoded(trial, Bytes.concat(CODED, Bytes.gzip(second)), Bytes.concat(PLAIN, second));
  }

  @Observes({BODY_02, OUT_03})
  void sb079everyHeaderField(Trial trial) throws Exception {
    expectDecoded(trial, Bytes.gzip(PLAIN, EnumSet.allOf(GzipField.class)), PLAIN);
  }

  @Observes({BODY_02, OUT_03})
  void sb080wrongChecksum(Trial trial) throws Exception {
    expectProtocol(trial, Bytes.corrupt(CODED, -8));
  }

  @Observes({BODY_02, OUT_03})
  void sb081wrongLength(Trial trial) throws Exception {
    expectProtocol(trial, Bytes.corrupt(CODED, -1));
  }

  @Observes({BODY_02, OUT_03})
  void sb082cutInItsData(Trial trial) throws Exception {
    expectProtocol(trial, Bytes.first(CODED, CODED.length / 2));
  }

  @Observes({BODY_02, OUT_03})
  void sb083cutInItsTrailer(Trial trial) throws Exception {
    expectProtocol(trial, Bytes.first(CODED, CODED.length - 4));
  }

  @Observes({BODY_02, OUT_03})
  void sb084plainText(Trial trial) throws Exception {
    expectProtocol(trial, Bytes.latin1("this is not gzip at all, though the head says so"));
  }

  @Observes({BODY_02, OUT_03})
  void sb085empty(Trial trial) throws Exception {
    expectDecoded(trial, new byte[0], new byte[0]);
  }

  @Observes({BODY_02, OUT_04, OUT_03})
  void sb086head(Trial trial) throws Exception {
    Response response =
        Row.of(trial, Script.gzip(CODED)).asking(target -> target.method("HEAD")).expect(200);
    trial.expectEqual("the size of the body", 0L, response.body().size());
  }

  @Observes({BODY_02, OUT_03})
  void sb087otherCoding(Trial trial) throws Exception {
    byte[] sent = BodyRows.everyByte(100);
    Script script = Script.respond(200, Headers.of("Content-Encoding", "br"), sent);
    BodyRows.expectBytes(trial, sent, Row.of(trial, script).expect(200));
  }

  @Observes({BODY_02, OUT_03})
  void sb088askedForByTheTarget(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.gzip(CODED));
    row.asking(target -> target.header("Accept-Encoding", "gzip"));
    BodyRows.expectBytes(trial, CODED, row.expect(200));
  }

  @Observes({BODY_02, OUT_03})
  void sb089range(Trial trial) throws Exception {
    byte[] part = Bytes.first(CODED, 100);
    Row row = Row.of(trial, Script.respond(206, GZIP, part));
    row.asking(target -> target.header("Range", "bytes=0-99"));
    BodyRows.expectBytes(trial, part, row.expect(206));
  }

  @Observes({BODY_01, OUT_03})
  void sb090bomb(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.gzip(Bytes.gzip(BodyRows.text(100_000))));
    row.with(config -> config.maxBodyBytes(50_000)).expect(Reason.BODY_TOO_LARGE);
  }

  @Observes({OUT_04, OUT_03})
  void sb091closedTooEarly(Trial trial) throws Exception {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + (CODED.length + 10)
            + "\r\n\r\n";
    byte[] reply = Bytes.concat(Bytes.latin1(head), CODED);
    Row.of(trial, Script.raw(reply, After.CLOSE)).expect(Reason.DISCONNECTED);
  }

  /** Its two bytes are the last of the header, which has ten and these. */
  @Observes({BODY_02, OUT_03})
  void sb172wrongHeaderChecksum(Trial trial) throws Exception {
    byte[] checked = Bytes.gzip(PLAIN, EnumSet.of(GzipField.CHECKSUM));
    expectProtocol(trial, Bytes.corrupt(checked, 10));
    expectProtocol(trial, Bytes.corrupt(checked, 11));
  }

  private static void expectDecoded(Trial trial, byte[] coded, byte[] plain)
      throws InterruptedException {
    BodyRows.expectBytes(trial, plain, Row.of(trial, Script.gzip(coded)).expect(200));
  }

  private static void expectProtocol(Trial trial, byte[] coded) throws InterruptedException {
    trial.checkFirst("whether the end of the body is taken for the end of its gzip coding");
    Row.of(trial, Script.gzip(coded)).expect(Reason.PROTOCOL);
  }
}
