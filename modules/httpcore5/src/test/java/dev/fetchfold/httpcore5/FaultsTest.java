package dev.fetchfold.httpcore5;

import static dev.fetchfold.Reason.BODY_TOO_LARGE;
import static dev.fetchfold.Reason.DISCONNECTED;
import static dev.fetchfold.Reason.PROTOCOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same behaviour of a server yields the same reason (OUT-03, OUT-04). */
@ParameterizedClass
@EnumSource
final class FaultsTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";

  private final Half half;

  FaultsTest(Half half) {
    this.half = half;
  }

  /** The connection ends in order after these bytes, or by a reset. */
  @ParameterizedTest
  @CsvSource({
    "''",
    "HTT",
    "HTTP/1.1 200 OK",
    "HTTP/1.1 200 OK|",
    "HTTP/1.1 200 OK|Content-Type: text/plain|",
    "HTTP/1.1 200 OK|Content-Type: te",
    "HTTP/1.1 103 Early|Link: <a>||",
    "HTTP/1.1 200 OK|Content-Length: 5||",
    "HTTP/1.1 200 OK|Content-Length: 5||hell",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|he",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|Trailer: a|",
  })
  void endsTooEarly(String sent) throws Exception {
    try (RawServer server = RawServer.closingAfter(crlf(sent))) {
      assertReason(DISCONNECTED, server);
    }
    try (RawServer server = resettingAfter(crlf(sent))) {
      assertReason(DISCONNECTED, server);
    }
  }

  /** The connection stays open: nobody may wait for more. */
  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-server|",
    "HTTP/1.1 BLAH|",
    "HTTP/1.1 000 Zero||",
    "HTTP/1.1 2000 OK||",
    "HTTP/2.0 200 OK||",
    "HTTP/1.1 101 Switching Protocols|Upgrade: x||",
    "HTTP/1.1 200 OK|Content-Length: 42s||",
    "HTTP/1.1 200 OK|Content-Length: -1||",
    "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||",
    "'HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||'",
    "HTTP/1.1 200 OK|Transfer-Encoding: identity||",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|helloworld|",
  })
  void isNoHttp(String sent) throws Exception {
    try (RawServer server = RawServer.answering(crlf(sent))) {
      assertReason(PROTOCOL, server);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  /** Whatever part of a reply it is that never ends, somebody stops reading it. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "PROTOCOL,,HTTP/1.1 103 Early|Link: <a>||",
        "PROTOCOL,HTTP/1.1 200 O,a",
        "PROTOCOL,HTTP/1.1 200 OK|,Name: value|",
        "PROTOCOL,HTTP/1.1 200 OK|Name: ,a",
        "PROTOCOL,HTTP/1.1 200 OK|Transfer-Encoding: chunked||1;,a",
        "PROTOCOL,HTTP/1.1 200 OK|Transfer-Encoding: chunked||,0",
        "PROTOCOL,HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|,Name: value|",
        "BODY_TOO_LARGE,HTTP/1.1 200 OK||,a"
      })
  void neverEnds(Reason reason, @Nullable String beginning, String more) throws Exception {
    FetcherConfig config = FetcherConfig.defaults().maxBodyBytes(1 << 20);
    try (RawServer server = endless(beginning == null ? "" : crlf(beginning), crlf(more))) {
      assertReason(reason, server, config);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  /** An identity body is whole when the connection ends in order, and only then. */
  @Test
  void bodyEndedByTheConnection() throws Exception {
    String sent = HEAD + "\r\nhello";
    try (RawServer server = RawServer.closingAfter(sent)) {
      assertEquals("hello", received(server).body().text());
    }
    try (RawServer server = resettingAfter(sent)) {
      assertReason(DISCONNECTED, server);
    }
    try (RawServer server = RawServer.closingAfter("HTTP/1.0 200 OK\r\n\r\nhello")) {
      assertEquals("hello", received(server).body().text());
    }
  }

  @Test
  void interimRepliesAreSkipped() throws Exception {
    String interim =
        crlf(
            "HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: <a>||"
                + "HTTP/1.1 102 Processing||");
    String last = "HTTP/1.1 404 Not Found\r\nX: y\r\nContent-Length: 2\r\n\r\nno";
    try (RawServer server = RawServer.answering(interim + last)) {
      Reply.Received reply = received(server);
      assertEquals(404, reply.status());
      assertEquals(2, reply.headers().fields().size());
      assertEquals("no", reply.body().text());
    }
  }

  @Test
  void fieldsAreKeptAsReceived() throws Exception {
    String sent = HEAD + "x-A: 1\r\nX-a: 2\r\nEmpty:\r\nHigh: \u00e9\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.answering(sent)) {
      assertEquals(
          "[x-A=1, X-a=2, Empty=, High=\u00e9, Content-Length=0]",
          received(server).headers().fields().stream()
              .map(field -> field.name() + "=" + field.value())
              .toList()
              .toString());
    }
  }

  @Test
  void headIsCapped() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().maxHeaderBytes(1024);
    String longField = HEAD + "X: " + "x".repeat(1100) + "\r\n\r\n";
    String manyFields = HEAD + "Xy: z\r\n".repeat(200) + "\r\n";
    String endless = HEAD + "Xyz: xyz\r\n".repeat(20_000);
    for (String sent : new String[] {longField, manyFields, endless}) {
      try (RawServer server = RawServer.answering(sent)) {
        assertReason(PROTOCOL, server, config);
      }
    }
  }

  @Test
  void headUpToTheCapIsReceived() throws Exception {
    String sent = HEAD + "X: " + "x".repeat(60 << 10) + "\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.answering(sent)) {
      assertEquals(60 << 10, received(server).headers().first("X").orElseThrow().length());
    }
    String many = HEAD + "A:\r\n".repeat(10_000) + "Content-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.answering(many)) {
      assertEquals(10_001, received(server).headers().fields().size());
    }
  }

  @Test
  void bodyOverTheCapResetsTheConnection() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().maxBodyBytes(4);
    try (RawServer server = RawServer.answering(HEAD + "Content-Length: 1000000\r\n\r\nhello")) {
      assertReason(BODY_TOO_LARGE, server, config);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  /** The server has replied and closed; HttpClient's executor reports a broken pipe. */
  @Test
  void replyThatComesBeforeTheBodyWasSent() throws Exception {
    String sent = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig";
    try (RawServer server = RawServer.closingAfter(sent);
        Half.Client client = half.open(FetcherConfig.defaults())) {
      Target target = Target.of(server.url()).method("POST").body(new byte[8 << 20]);
      Reply reply = client.send(Requests.of(target));
      assertEquals(413, assertInstanceOf(Reply.Received.class, reply).status());
    }
  }

  /** As a server does that is overloaded and does not want to hear what is asked. */
  @Test
  void replyThatComesBeforeTheRequest() throws Exception {
    String sent = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";
    RawServer.Script hasty =
        peer -> {
          peer.send(sent);
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(hasty)) {
      assertEquals(503, received(server).status());
    }
  }

  private void assertReason(Reason reason, RawServer server) throws Exception {
    assertReason(reason, server, FetcherConfig.defaults());
  }

  private void assertReason(Reason reason, RawServer server, FetcherConfig config)
      throws Exception {
    try (Half.Client client = half.open(config)) {
      Reply reply = client.send(Requests.get(server.url()));
      assertEquals(reason, assertInstanceOf(Reply.Fault.class, reply).reason(), reply::toString);
    }
  }

  private Reply.Received received(RawServer server) throws Exception {
    try (Half.Client client = half.open(FetcherConfig.defaults())) {
      return assertInstanceOf(Reply.Received.class, client.send(Requests.get(server.url())));
    }
  }

  private static RawServer endless(String beginning, String more) throws Exception {
    return RawServer.start(
        peer -> {
          peer.hasHead();
          peer.sendForever(beginning, more.repeat(1000));
        });
  }

  private static RawServer resettingAfter(String sent) throws Exception {
    return RawServer.start(
        peer -> {
          peer.hasHead();
          peer.send(sent);
          peer.reset();
        });
  }

  /** A vertical bar ends a line. */
  private static String crlf(String lines) {
    return lines.replace("|", "\r\n");
  }
}
