package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CONN_01;
import static dev.fetchfold.kit.Rule.OUT_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.OUT_04;
import static dev.fetchfold.kit.Rule.OUT_06;

import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.util.List;

/** SB-047 to SB-062 and SB-119 to SB-133: heads of replies. */
final class HeadRows {
  private static final int CAP = 2048;
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FINAL = "X-Final: yes\r\nContent-Length: 2\r\n\r\nok";

  @Observes({OUT_03})
  void sb047otherProtocol(Trial trial) throws Exception {
    trial.checkFirst("whether the client waits for more where the first line is no status line");
    expectProtocol(trial, "SSH-2.0-server\r\n", After.HANG);
  }

  @Observes({OUT_03})
  void sb048noStatus(Trial trial) throws Exception {
    expectProtocol(trial, "HTTP/1.1 BLAH\r\nContent-Length: 0\r\n\r\n", After.HANG);
  }

  @Observes({OUT_02, OUT_03})
  void sb049noReasonPhrase(Trial trial) throws Exception {
    String reply = "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok";
    Row.of(trial, Script.raw(reply, After.KEEP)).expect(200, "ok");
  }

  @Observes({OUT_02, OUT_03})
  void sb050unusualStatus(Trial trial) throws Exception {
    Row.of(trial, Script.status(599)).expect(599);
  }

  @Observes({OUT_06, OUT_03})
  void sb051fieldsAsReceived(Trial trial) throws Exception {
    String reply = OK + "x-oNe: 1\r\nB: b\r\nX-One: 2\r\nEmpty:\r\nContent-Length: 0\r\n\r\n";
    Headers headers = Row.of(trial, Script.raw(reply, After.KEEP)).expect(200).headers();
    Headers sent =
        Headers.of("x-oNe", "1", "B", "b", "X-One", "2", "Empty", "", "Content-Length", "0");
    trial.expectEqual("fields as received", sent, headers);
    trial.expectEqual(
        "names as written",
        sent.fields().stream().map(Headers.Field::name).toList(),
        headers.fields().stream().map(Headers.Field::name).toList());
    trial.expectEqual("both values", List.of("1", "2"), headers.all("X-ONE"));
  }

  @Observes({OUT_04, OUT_06, OUT_03})
  void sb052continue100(Trial trial) throws Exception {
    expectFinal(trial, "HTTP/1.1 100 Continue\r\n\r\n", 200);
  }

  @Observes({OUT_04, OUT_06, OUT_03})
  void sb053earlyHints103(Trial trial) throws Exception {
    trial.checkFirst("whether the client hands over an interim reply as the final one");
    expectFinal(trial, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", 200);
  }

  @Observes({OUT_04, OUT_06, OUT_03})
  void sb054threeInterim(Trial trial) throws Exception {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n";
    expectFinal(trial, "HTTP/1.1 100 Continue\r\n\r\n" + interim + interim, 404);
  }

  @Observes({OUT_03})
  void sb055longField(Trial trial) throws Exception {
    Headers headers = Headers.of("X-Long", "a".repeat(2 * CAP));
    expectOverCap(trial, headers);
  }

  @Observes({OUT_03})
  void sb056manyFields(Trial trial) throws Exception {
    expectOverCap(trial, fields(CAP / 16, 16));
  }

  @Observes({OUT_06, OUT_03})
  void sb057largeHead(Trial trial) throws Exception {
    Headers headers = fields(60, 1000);
    Response response = Row.of(trial, Script.status(200, headers)).expect(200);
    trial.expectEqual(
        "fields as received", headers.with("Content-Length", "0"), response.headers());
  }

  @Observes({OUT_03})
  void sb058otherTransferCoding(Trial trial) throws Exception {
    String chunks = "2\r\nok\r\n0\r\n\r\n";
    expectProtocol(trial, OK + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks, After.HANG);
  }

  @Observes({OUT_03})
  void sb059identity(Trial trial) throws Exception {
    expectProtocol(trial, OK + "Transfer-Encoding: identity\r\n\r\nok", After.CLOSE);
  }

  @Observes({OUT_03})
  void sb060twoLengths(Trial trial) throws Exception {
    String lengths = "Content-Length: 2\r\nContent-Length: 3\r\n";
    expectProtocol(trial, OK + lengths + "\r\nokay", After.HANG);
  }

  @Observes({OUT_03})
  void sb061lengthWithUnit(Trial trial) throws Exception {
    expectProtocol(trial, OK + "Content-Length: 42s\r\n\r\n" + "a".repeat(42), After.HANG);
  }

  @Observes({OUT_03})
  void sb062negativeLength(Trial trial) throws Exception {
    expectProtocol(trial, OK + "Content-Length: -1\r\n\r\n", After.HANG);
  }

  @Observes(OUT_03)
  void sb119noText(Trial trial) throws Exception {
    expectProtocol(trial, "\0\0\22\4\0\0\0\0\0", After.HANG);
  }

  @Observes(OUT_03)
  void sb120otherVersion(Trial trial) throws Exception {
    expectProtocol(trial, "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok", After.HANG);
  }

  @Observes(OUT_03)
  void sb121longReasonPhrase(Trial trial) throws Exception {
    String reply = "HTTP/1.1 200 " + "O".repeat(2 * CAP) + "\r\nContent-Length: 0\r\n\r\n";
    Row.of(trial, Script.raw(reply, After.HANG))
        .with(config -> config.maxHeaderBytes(CAP))
        .expect(Reason.PROTOCOL);
  }

  @Observes(OUT_03)
  void sb122noColon(Trial trial) throws Exception {
    expectProtocol(trial, OK + "no field\r\nContent-Length: 0\r\n\r\n", After.HANG);
  }

  @Observes({OUT_06, OUT_03})
  void sb123blanksBeforeTheColon(Trial trial) throws Exception {
    expectField(trial, "X-A \t: b\r\n", Headers.of("X-A", "b"));
  }

  @Observes(OUT_03)
  void sb124blankInAName(Trial trial) throws Exception {
    expectProtocol(trial, OK + "X A: b\r\nContent-Length: 0\r\n\r\n", After.HANG);
  }

  @Observes({OUT_06, OUT_03})
  void sb125foldedField(Trial trial) throws Exception {
    expectField(trial, "X-A: b\r\n\t c\r\n  d \r\n", Headers.of("X-A", "b c d"));
  }

  @Observes(OUT_03)
  void sb126blankBeforeTheFirstField(Trial trial) throws Exception {
    expectProtocol(trial, OK + " X-A: b\r\nContent-Length: 0\r\n\r\n", After.HANG);
  }

  @Observes(OUT_03)
  void sb127controlCharacter(Trial trial) throws Exception {
    expectProtocol(trial, OK + "X-A: b\1c\r\nContent-Length: 0\r\n\r\n", After.HANG);
  }

  @Observes(OUT_03)
  void sb128chunksOfHttp10(Trial trial) throws Exception {
    String chunked = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    expectProtocol(trial, chunked + "2\r\nok\r\n0\r\n\r\n", After.CLOSE);
  }

  @Observes(OUT_03)
  void sb129switchingProtocols(Trial trial) throws Exception {
    expectProtocol(trial, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", After.HANG);
  }

  @Observes({OUT_04, OUT_03})
  void sb130equalLengths(Trial trial) throws Exception {
    String lengths = "Content-Length: 2, 2\r\nContent-Length: 02\r\n";
    Row.of(trial, Script.raw(OK + lengths + "\r\nok", After.KEEP)).expect(200, "ok");
  }

  @Observes(OUT_03)
  void sb131lengthBeyondEveryNumber(Trial trial) throws Exception {
    expectProtocol(trial, OK + "Content-Length: 99999999999999999999\r\n\r\nok", After.HANG);
  }

  @Observes({OUT_04, OUT_03})
  void sb132lengthBesideChunks(Trial trial) throws Exception {
    String both = "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n";
    Row.of(trial, Script.raw(OK + both + "2\r\nok\r\n0\r\n\r\n", After.KEEP)).expect(200, "ok");
  }

  @Observes({OUT_04, CONN_01, OUT_03})
  void sb133headWithANonsensicalLength(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.raw(OK + "Content-Length: abc\r\n\r\n", After.KEEP));
    row.asking(target -> target.method("HEAD")).expect(200, "");
    row.expectUsedAgain();
  }

  private static void expectField(Trial trial, String lines, Headers field)
      throws InterruptedException {
    String reply = OK + lines + "Content-Length: 2\r\n\r\nok";
    Response response = Row.of(trial, Script.raw(reply, After.KEEP)).expect(200, "ok");
    trial.expectEqual("the fields", field.with("Content-Length", "2"), response.headers());
  }

  private static void expectProtocol(Trial trial, String reply, After after)
      throws InterruptedException {
    Row.of(trial, Script.raw(reply, after)).expect(Reason.PROTOCOL);
  }

  private static void expectOverCap(Trial trial, Headers headers) throws InterruptedException {
    Row.of(trial, Script.status(200, headers))
        .with(config -> config.maxHeaderBytes(CAP))
        .expect(Reason.PROTOCOL);
  }

  private static void expectFinal(Trial trial, String interim, int status)
      throws InterruptedException {
    String reply = interim + "HTTP/1.1 " + status + " Final\r\n" + FINAL;
    Response response = Row.of(trial, Script.raw(reply, After.KEEP)).expect(status, "ok");
    trial.expectEqual(
        "the headers of the final reply",
        Headers.of("X-Final", "yes", "Content-Length", "2"),
        response.headers());
  }

  private static Headers fields(int count, int size) {
    Headers headers = Headers.empty();
    for (int i = 0; i < count; i++) {
      headers = headers.with("X-" + i, "b".repeat(size));
    }
    return headers;
  }
}
