package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.OUT_04;
import static dev.fetchfold.kit.Rule.RETRY_01;
import static dev.fetchfold.kit.Rule.RETRY_02;

import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.io.IOException;

/** SB-027 to SB-040, SB-115 and SB-116: the connection ends. */
final class EndRows {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Observes(OUT_03)
  void sb027closedBeforeAnyByte(Trial trial) throws Exception {
    Row.of(trial, Exchange::close).expect(Reason.DISCONNECTED);
  }

  @Observes(OUT_03)
  void sb028resetBeforeAnyByte(Trial trial) throws Exception {
    Row.of(trial, Exchange::reset).expect(Reason.DISCONNECTED);
  }

  @Observes({OUT_03, OUT_04})
  void sb029closedAfterAHeaderLine(Trial trial) throws Exception {
    trial.checkFirst("whether the client's parser takes the end of the stream for an empty line");
    expectDisconnected(trial, OK + "Content-Type: text/plain\r\n", After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb030resetAfterTheHead(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Length: 10\r\n\r\n", After.RESET);
  }

  @Observes({OUT_03, OUT_04})
  void sb031closedBeforeTheLength(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Length: 10\r\n\r\nhalf", After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb032resetBeforeTheLength(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Length: 10\r\n\r\nhalf", After.RESET);
  }

  @Observes({OUT_03, OUT_04})
  void sb033closedInsideAChunk(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf", After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb034closedBetweenChunks(Trial trial) throws Exception {
    String chunk = "4\r\nhalf\r\n";
    expectDisconnected(trial, OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk, After.CLOSE);
  }

  @Observes({OUT_04, OUT_03})
  void sb035endedByClose(Trial trial) throws Exception {
    Row.of(trial, Script.untilClose(Headers.empty(), Bytes.latin1("all of it")))
        .expect(200, "all of it");
  }

  @Observes({OUT_03, OUT_04})
  void sb036endedByReset(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Type: text/plain\r\n\r\nhalf", After.RESET);
  }

  @Observes({OUT_04, OUT_03})
  void sb037http10(Trial trial) throws Exception {
    String reply = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it";
    Row.of(trial, Script.raw(reply, After.CLOSE)).expect(200, "all of it");
  }

  @Observes({OUT_03, RETRY_01})
  void sb038closedAtTheSecondRequest(Trial trial) throws Exception {
    trial.checkFirst("whether the client replays by itself what failed on a reused connection");
    Row row = Row.of(trial, Script.sequence(Script.text("first"), Exchange::close));
    row.expect(200, "first");
    row.expect(Reason.DISCONNECTED);
    row.expectHeads(2);
  }

  @Observes({RETRY_01, RETRY_02, OUT_03})
  void sb039resetThenFine(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.sequence(Exchange::reset, Script.text("second")));
    int attempts = row.with(Row::threeAttempts).expect(200, "second").meta().attempts();
    trial.expectEqual("attempts", 2, attempts);
    row.expectHeads(2);
  }

  @Observes({RETRY_02, OUT_03})
  void sb040postReset(Trial trial) throws Exception {
    Row row = Row.of(trial, Exchange::reset).with(Row::threeAttempts);
    row.asking(target -> target.method("POST").body("once")).expect(Reason.DISCONNECTED);
    row.expectHeads(1);
  }

  @Observes({OUT_03, OUT_04})
  void sb115resetAfterAHeaderLine(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Type: text/plain\r\n", After.RESET);
  }

  @Observes({OUT_03, OUT_04})
  void sb116resetInsideAChunk(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf", After.RESET);
  }

  @Observes({OUT_03, OUT_04})
  void sb134closedInsideAHeaderLine(Trial trial) throws Exception {
    expectDisconnected(trial, OK + "Content-Type: text/pl", After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb135closedBeforeTheEndOfTheTrailers(Trial trial) throws Exception {
    String chunks = "4\r\nhalf\r\n0\r\n";
    expectDisconnected(trial, OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks, After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb136closedInsideAHugeChunk(Trial trial) throws Exception {
    String chunk = "80000000\r\nhalf";
    expectDisconnected(trial, OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk, After.CLOSE);
  }

  @Observes({OUT_03, OUT_04})
  void sb137tlsEndsWithoutAnAlert(Trial trial) throws Exception {
    trial.checkFirst("whether the end of TCP is taken for the end of the TLS session");
    overTls(trial, Exchange::cut).expect(Reason.DISCONNECTED);
  }

  @Observes({OUT_04, OUT_03})
  void sb138tlsEndsWithItsAlert(Trial trial) throws Exception {
    overTls(trial, Exchange::close).expect(200, "all of it");
  }

  private static Row overTls(Trial trial, Script end) throws IOException {
    Row row = Row.of(trial, OriginServer.startTls(Identity.TRUSTED));
    row.origin()
        .on(
            Row.PATH,
            exchange -> {
              exchange.send(Bytes.latin1(OK + "Connection: close\r\n\r\nall of it"));
              end.play(exchange);
            });
    return row;
  }

  private static void expectDisconnected(Trial trial, String reply, After after)
      throws InterruptedException {
    Row.of(trial, Script.raw(reply, after)).expect(Reason.DISCONNECTED);
  }
}
