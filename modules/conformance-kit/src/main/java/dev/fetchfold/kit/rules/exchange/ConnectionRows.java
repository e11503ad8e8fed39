package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CANCEL_06;
import static dev.fetchfold.kit.Rule.CONN_01;
import static dev.fetchfold.kit.Rule.OUT_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.SEC_06;

import dev.fetchfold.Batch;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;

/** SB-111 to SB-114, SB-117, SB-118 and SB-153 to SB-155: connections. */
final class ConnectionRows {

  @Observes({CONN_01, OUT_03})
  void sb111usedAgain(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.text("whole"));
    row.expect(200, "whole");
    row.expectUsedAgain();
  }

  @Observes({CONN_01, OUT_03})
  void sb112connectionClose(Trial trial) throws Exception {
    Headers close = Headers.of("Connection", "close");
    Row row = Row.of(trial, Script.respond(200, close, Bytes.latin1("last")));
    row.expect(200, "last");
    row.expectNotUsedAgain();
  }

  @Observes({SEC_06, OUT_03})
  void sb113surplus(Trial trial) throws Exception {
    trial.checkFirst("what becomes of bytes that are left when a reply is whole");
    String glued =
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown"
            + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
    Row row = Row.of(trial, Script.raw(glued, After.KEEP));
    row.expect(200, "own");
    row.expectNotUsedAgain();
  }

  @Observes({CANCEL_06, OUT_03})
  void sb114completedTooLate(Trial trial) throws Exception {
    Gate gate = new Gate();
    byte[] half = Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    Row row = Row.of(trial, Script.parted(half, gate, Bytes.latin1("half"), After.KEEP));
    row.asking(target -> target.attemptTimeout(Given.SHORT)).expect(Reason.TIMEOUT);
    gate.open();
    row.expectNotUsedAgain();
  }

  @Observes({CONN_01, OUT_03})
  void sb117http10(Trial trial) throws Exception {
    String reply = "HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nlast";
    Row row = Row.of(trial, Script.raw(reply, After.KEEP));
    row.expect(200, "last");
    row.expectNotUsedAgain();
  }

  @Observes({CONN_01, OUT_03})
  void sb153closeAmongOptions(Trial trial) throws Exception {
    expectLast(trial, "Connection: Upgrade, close\r\n");
  }

  @Observes({CONN_01, OUT_03})
  void sb154closeInASecondField(Trial trial) throws Exception {
    expectLast(trial, "Connection: keep-alive\r\nConnection: Close\r\n");
  }

  @Observes({CONN_01, OUT_03})
  void sb155closedWhileIdle(Trial trial) throws Exception {
    trial.checkFirst("whether a connection is looked at before it carries the next request");
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast";
    Row row = Row.of(trial, Script.raw(whole, After.CLOSE));
    row.expect(200, "last");
    row.awaitConnectionsEnded();
    Target post = Target.of(row.origin().url(Row.NEXT)).method("POST").body("once");
    row.status(200, row.fetch(Batch.of(post)));
  }

  private static void expectLast(Trial trial, String fields) throws InterruptedException {
    String reply = "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 4\r\n\r\nlast";
    Row row = Row.of(trial, Script.raw(reply, After.KEEP));
    row.expect(200, "last");
    row.expectNotUsedAgain();
  }

  @Observes({OUT_02, OUT_03})
  void sb118repliesBeforeTheBody(Trial trial) throws Exception {
    trial.checkFirst("whether the client gives up a reply that comes before its request is sent");
    Script refusal = Script.respond(413, Headers.empty(), Bytes.latin1("too much"));
    Row row = Row.of(trial, Script.early(refusal));
    row.asking(target -> target.method("POST").body("few bytes")).expect(413, "too much");
    row.expectNextServed();
  }
}
