package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_03;

import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;

/** SB-139 to SB-145: chunks that RFC 9112 §7.1 does not know. */
final class ChunkRows {
  private static final int CAP = 2048;
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Observes(OUT_03)
  void sb139signedSize(Trial trial) throws Exception {
    expectProtocol(trial, "-1\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb140sizeWithABlank(Trial trial) throws Exception {
    expectProtocol(trial, "5 \r\nhello\r\n0\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb141sizeEndedByLf(Trial trial) throws Exception {
    expectProtocol(trial, "5\nhello\n0\n\n");
  }

  @Observes(OUT_03)
  void sb142sizeBeyondEveryNumber(Trial trial) throws Exception {
    expectProtocol(trial, "10000000000000000\r\nhello\r\n0\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb143longerThanItsSize(Trial trial) throws Exception {
    expectProtocol(trial, "4\r\nhello\r\n0\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb144trailerWithoutAColon(Trial trial) throws Exception {
    expectProtocol(trial, "5\r\nhello\r\n0\r\nno field\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb145largeTrailers(Trial trial) throws Exception {
    String trailers = "X-A: b\r\n".repeat(CAP / 4);
    Row.of(trial, Script.raw(CHUNKED + "5\r\nhello\r\n0\r\n" + trailers + "\r\n", After.HANG))
        .with(config -> config.maxHeaderBytes(CAP))
        .expect(Reason.PROTOCOL);
  }

  private static void expectProtocol(Trial trial, String chunks) throws InterruptedException {
    Row.of(trial, Script.raw(CHUNKED + chunks, After.HANG)).expect(Reason.PROTOCOL);
  }
}
