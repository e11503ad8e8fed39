package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BODY_01;
import static dev.fetchfold.kit.Rule.BODY_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.TIME_01;

import dev.fetchfold.FetcherConfig.Bodies;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Script;

/** SB-146 to SB-152: servers that never stop sending, as fast as they are read. */
final class EndlessRows {
  private static final int BLOCK = 1 << 16;
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String GZIP = OK + "Content-Encoding: gzip\r\n\r\n";

  /** A member of gzip without data: header, an empty block, checksum and length of nothing. */
  private static final String EMPTY_MEMBER =
      "\37\213\10\0\0\0\0\0\0\377" + "\3\0" + "\0\0\0\0\0\0\0\0";

  @Observes(OUT_03)
  void sb146interimReplies(Trial trial) throws Exception {
    trial.checkFirst("whether anything limits the interim replies before the final one");
    expect(trial, Reason.PROTOCOL, "", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
  }

  @Observes(OUT_03)
  void sb147fields(Trial trial) throws Exception {
    expect(trial, Reason.PROTOCOL, OK, "X-A: b\r\n");
  }

  @Observes(OUT_03)
  void sb148chunkExtension(Trial trial) throws Exception {
    expect(trial, Reason.PROTOCOL, CHUNKED + "5;", "a");
  }

  @Observes(OUT_03)
  void sb149trailers(Trial trial) throws Exception {
    trial.checkFirst("whether anything limits the trailers behind the chunks");
    expect(trial, Reason.PROTOCOL, CHUNKED + "5\r\nhello\r\n0\r\n", "X-A: b\r\n");
  }

  @Observes({BODY_02, OUT_03})
  void sb150gzipFileName(Trial trial) throws Exception {
    expect(trial, Reason.PROTOCOL, GZIP + "\37\213\10\10\0\0\0\0\0\0", "a");
  }

  @Observes({BODY_01, OUT_03})
  void sb151emptyGzipMembers(Trial trial) throws Exception {
    expect(trial, Reason.BODY_TOO_LARGE, GZIP, EMPTY_MEMBER);
  }

  @Observes({TIME_01, OUT_03})
  void sb152smallChunks(Trial trial) throws Exception {
    trial.checkFirst("whether a timeout is noticed while there is always something to read");
    Row.of(trial, endless(CHUNKED, "1\r\na\r\n"))
        .with(config -> config.bodies(Bodies.COUNTED).maxBodyBytes(Integer.MAX_VALUE))
        .asking(target -> target.attemptTimeout(Given.SHORT))
        .expect(Reason.TIMEOUT);
  }

  private static void expect(Trial trial, Reason reason, String first, String unit)
      throws InterruptedException {
    Row.of(trial, endless(first, unit)).expect(reason);
  }

  private static Script endless(String first, String unit) {
    byte[] block = Bytes.latin1(unit.repeat(Math.max(1, BLOCK / unit.length())));
    return exchange -> {
      exchange.send(Bytes.latin1(first));
      while (true) {
        exchange.send(block);
      }
    };
  }
}
