package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader makes of bytes, whole and one at a time. */
class ReplyReaderTest {
  private static final int MOST = 200;
  private static final String ALPHANUMERIC =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String TOKEN = ALPHANUMERIC + "!#$%&'*+-.^_`|~";
  private static final String HEXADECIMAL = "0123456789abcdefABCDEF";
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String FIVE = "Content-Length: 5\r\n\r\nhello";

  @Test
  void aCountedBodyIsWholeAtItsLength() {
    expect("200 [hello] kept", OK + FIVE);
    expect("200 [hello] kept, surplus", OK + FIVE + "more");
    expect("200 [] kept", OK + "Content-Length: 0\r\n\r\n");
    expect("200 [hello] kept", OK + "content-LENGTH:\t005 \r\n\r\nhello");
    expect("200 [hello] kept", OK + "Content-Length: 5, 5\r\nContent-Length: 05\r\n\r\nhello");
  }

  @Test
  void chunksAreWholeAtTheEndOfTheTrailers() {
    expect("200 [hello world] kept", CHUNKED + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n");
    expect("200 [hello] kept", CHUNKED + "005 ; a = \"b c\"\r\nhello\r\n0\r\nT: 1\r\n u\r\n\r\n");
    expect("200 [] kept, surplus", CHUNKED + "0\r\n\r\n0\r\n\r\n");
    expect("200 [aaaaaaaaaa] kept", CHUNKED + "A\r\naaaaaaaaaa\r\n0\r\n\r\n");
  }

  @Test
  void aBodyWithoutALengthIsWholeAtTheEndOfTheConnection() {
    expect("200 [hello] ended", OK + "\r\nhello");
    expect("200 [] ended", "HTTP/1.0 200\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void someStatusesHaveNoBody(int status) {
    expect("%d [] kept, surplus".formatted(status), "HTTP/1.1 %d X\r\n".formatted(status) + FIVE);
    expect("%d [] kept".formatted(status), "HTTP/1.1 %d\r\n\r\n".formatted(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 7",
        "Content-Length: abc",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked"
      })
  void aReplyToHeadHasNoBody(String fields) {
    assertEquals("200 [] kept", outcome("HEAD", OK + fields + "\r\n\r\n", Integer.MAX_VALUE));
  }

  @Test
  void interimRepliesArePassedOver() {
    expect(
        "200 [hello] kept",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 X\r\nL: x\r\n\r\n" + OK + FIVE);
    refused("switches protocols", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n");
  }

  @Test
  void interimRepliesHaveAnEnd() {
    String interim = "HTTP/1.1 103 X\r\nL: x\r\n\r\n";
    int most = ReplyReader.MOST_INTERIM_BYTES / interim.length();
    expect("200 [hello] kept", interim.repeat(most - 1) + OK + FIVE);
    refused("interim replies are over", interim.repeat(most + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1,'',kept",
    "1.1,'Connection: close\r\n',closed",
    "1.1,'Connection: Upgrade, Close\r\n',closed",
    "1.1,'Connection: close, TE\r\n',closed",
    "1.1,'Connection: keep-alive\r\nConnection: close\r\n',closed",
    "1.1,'Connection: closer\r\n',kept",
    "1.0,'',closed",
    "1.0,'Connection: TE\r\nConnection:keep-alive\r\n',kept",
    "1.0,'Connection: keep-alive, close\r\n',closed",
    "1.7,'',kept"
  })
  void theConnectionFieldIsReadInOneWay(String version, String fields, String kept) {
    expect("200 [hello] " + kept, "HTTP/" + version + " 200 OK\r\n" + fields + FIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H", // could become one
        "HTTP/1.1 2",
        "HTTP/1.1 200 O",
        OK,
        OK + "Content-Length: 5\r\n",
        OK + "Content-Length: 5\r\n\r\nhell",
        CHUNKED,
        CHUNKED + "5",
        CHUNKED + "5\r\nhel",
        CHUNKED + "5\r\nhello",
        CHUNKED + "5\r\nhello\r\n0\r\n",
        CHUNKED + "5\r\nhello\r\n0\r\nT: 1\r\n",
        CHUNKED + "80000000\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\n"
      })
  void anEndBeforeTheEndIsADisconnect(String reply) {
    expect("DISCONNECTED: the connection ended before the reply was whole", reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-server",
        "\0\0\022\004",
        "\nHTTP/1.1 200 OK",
        " HTTP/1.1 200 OK",
        "HTTP/2.0 200 OK",
        "HTTP/11 200 OK",
        "HTTP/1.1  200 OK",
        "HTTP/1.1 BLAH",
        "HTTP/1.1 099 X",
        "HTTP/1.1 20" + "x",
        "http/1.1 200 OK"
      })
  void whatCannotBecomeAStatusLineIsRefusedAtOnce(String bytes) {
    assertTrue(outcome("GET", bytes, Integer.MAX_VALUE).startsWith("PROTOCOL"), bytes);
    assertTrue(outcome("GET", bytes, 1).startsWith("PROTOCOL"), bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 1000 X\r\n",
        "HTTP/1.1 200\tOK\r\n",
        "HTTP/1.1 200 O\0K\r\n",
        "HTTP/1.1 200 OK\r\r\n",
        OK + " A: b\r\n",
        OK + "\tA: b\r\n",
        OK + "A\r\n",
        OK + ": b\r\n",
        OK + "A b: c\r\n",
        OK + "A\u00e9: c\r\n",
        OK + "A(: c\r\n",
        OK + "A: b\0c\r\n",
        OK + "A: b\rc\r\n",
        OK + "A: b\u007f\r\n",
        OK + "A: b\r\n c\u0001\r\n",
        OK + "Content-Length: 5 5\r\n\r\n",
        OK + "Content-Length: 5,\r\n\r\n",
        OK + "Content-Length:\r\n\r\n",
        OK + "Content-Length: 5, 6\r\n\r\n",
        OK + "Content-Length: +5\r\n\r\n",
        OK + "Content-Length: 9223372036854775808\r\n\r\n",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        OK + "Transfer-Encoding:\r\n\r\n",
        OK + "Transfer-Encoding: identity\r\n\r\n",
        OK + "Transfer-Encoding: chunked, chunked\r\n\r\n",
        OK + "Transfer-Encoding: chunked;a=b\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        CHUNKED + "-1",
        CHUNKED + "+5",
        CHUNKED + "0x5",
        CHUNKED + " 5",
        CHUNKED + "\r\n",
        CHUNKED + "5 \r\n",
        CHUNKED + "5\n",
        CHUNKED + "5 a\r\n",
        CHUNKED + "5;a\0\r\n",
        CHUNKED + "8000000000000000\r\n",
        CHUNKED + "5\r\nhelloo",
        CHUNKED + "5\r\nhello\n",
        CHUNKED + "0\r\nnonsense\r\n",
        CHUNKED + "0\r\n T: 1\r\n"
      })
  void whatIsNoReplyIsRefusedWithoutWaiting(String reply) {
    for (int piece : new int[] {1, 7, Integer.MAX_VALUE}) {
      String outcome = outcome("GET", reply, piece);
      assertTrue(outcome.startsWith("PROTOCOL: the reply is no valid HTTP/1.1: "), outcome);
    }
  }

  @Test
  void sectionsAreBoundedByMaxHeaderBytes() {
    String exact = "A: " + "b".repeat(MOST - 5 - 19) + "\r\nContent-Length: 5\r\n\r\nhello";
    expect("200 [hello] kept", OK + exact);
    String over = "over " + MOST + " bytes";
    refused(over, OK + "A: b" + "b".repeat(MOST - 5 - 19) + "\r\nContent-Length: 5\r\n\r\nhello");
    refused(over, OK + "A: " + "b".repeat(MOST));
    refused(over, OK + "A:b\n".repeat(MOST));
    refused(over, OK + "A: b\r\n" + " c\r\n".repeat(MOST));
    refused(over, "HTTP/1.1 200 " + "O".repeat(MOST));
    refused(over, CHUNKED + "5;" + "a".repeat(MOST + 1));
    refused(over, CHUNKED + "0".repeat(MOST + 3));
    refused(over, CHUNKED + "0\r\n" + "T: 1\r\n".repeat(MOST));
    refused(over, "HTTP/1.1 100 X\r\n" + "T: 1\r\n".repeat(MOST));
  }

  @Test
  void fieldsAreAsReceived() throws FaultException {
    Recorded recorded = new Recorded();
    ReplyReader reader = new ReplyReader("GET", MOST, recorded);
    String fields = "A: 1\r\na:\t2 \r\nB :\r\nC: x\r\n  y\r\n\tz\r\nD:\u00e9\nE:\r\n f\r\n";
    reader.read(bytes(OK + fields + FIVE));
    assertEquals(
        Headers.of(
            "A",
            "1",
            "a",
            "2",
            "B",
            "",
            "C",
            "x y z",
            "D",
            "\u00e9",
            "E",
            "f",
            "Content-Length",
            "5"),
        recorded.headers);
  }

  /** RFC 9110 §5.6.2, §5.5; RFC 9112 §7.1, §4: each octet in each place. */
  @Test
  void everyOctetHasItsPlaces() {
    for (int octet = 1; octet <= 0xff; octet++) {
      if (octet != '\r' && octet != '\n') {
        char c = (char) octet;
        boolean text = octet == '\t' || (octet >= ' ' && octet != 0x7f);
        expectProtocol(TOKEN.indexOf(c) < 0 && c != ':', OK + "X" + c + "Y: v\r\n" + FIVE);
        expectProtocol(!text, OK + "X: a" + c + "b\r\n" + FIVE);
        expectProtocol(HEXADECIMAL.indexOf(c) < 0, CHUNKED + c + "\r\n");
        expectProtocol(!text, CHUNKED + "5;" + c + "\r\n");
        expectProtocol(c < '2' || c > '9', "HTTP/1.1 " + c + "00 OK\r\n" + FIVE);
        expectProtocol(c < '0' || c > '9', "HTTP/1.1 2" + c + "0 OK\r\n" + FIVE);
      }
    }
  }

  private static void expectProtocol(boolean expected, String reply) {
    String outcome = outcome("GET", reply, Integer.MAX_VALUE);
    assertEquals(expected, outcome.startsWith("PROTOCOL"), () -> reply + " was " + outcome);
  }

  @Test
  void nothingHasBegunBeforeTheFirstByte() throws FaultException {
    ReplyReader reader = new ReplyReader("GET", MOST, new Recorded());
    assertFalse(reader.hasBegun());
    reader.read(bytes("H"));
    assertTrue(reader.hasBegun());
  }

  private static void expect(String outcome, String reply) {
    for (int piece = 1; piece <= reply.length(); piece++) {
      assertEquals(outcome, outcome("GET", reply, piece), "in pieces of " + piece);
      piece = piece > 100 ? reply.length() : piece;
    }
  }

  private static void refused(String sentence, String reply) {
    for (int piece : new int[] {1, 7, Integer.MAX_VALUE}) {
      String outcome = outcome("GET", reply, piece);
      assertTrue(outcome.startsWith("PROTOCOL") && outcome.contains(sentence), outcome);
    }
  }

  /** What comes of a reply after which the connection ends in order. */
  private static String outcome(String method, String reply, int piece) {
    Recorded recorded = new Recorded();
    ReplyReader reader = new ReplyReader(method, MOST, recorded);
    ByteBuffer all = bytes(reply);
    try {
      String ending = ending(reader, all, piece);
      return recorded + " " + ending;
    } catch (FaultException e) {
      Reason reason = e.fault().reason();
      return reason + ": " + e.fault().detail();
    }
  }

  private static String ending(ReplyReader reader, ByteBuffer all, int piece)
      throws FaultException {
    while (!reader.isWhole() && all.hasRemaining()) {
      ByteBuffer next = all.slice(all.position(), Math.min(piece, all.remaining()));
      reader.read(next);
      all.position(all.position() + next.position());
    }
    boolean early = reader.isWhole();
    reader.end();
    String kept = reader.isKeptOpen() ? "kept" : early ? "closed" : "ended";
    return kept + (all.hasRemaining() ? ", surplus" : "");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static final class Recorded implements ReplyReader.Sink {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private Headers headers = Headers.empty();

    @Override
    public void head(int status, Headers headers) {
      this.status = status;
      this.headers = headers;
    }

    @Override
    public void bytes(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        body.write(bytes.get());
      }
    }

    @Override
    public String toString() {
      return status + " [" + body.toString(StandardCharsets.ISO_8859_1) + "]";
    }
  }
}
