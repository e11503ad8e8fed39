package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection the next request is sent on, and how long an idle one is kept. */
@ParameterizedClass
@EnumSource
final class ReuseTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Half half;

  ReuseTest(Half half) {
    this.half = half;
  }

  /** CONN-01. */
  @Test
  void oneConnectionServesAll() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        Half.Client client = half.open(FetcherConfig.defaults())) {
      for (int i = 0; i < 100; i++) {
        assertEquals("ok", text(client.send(Requests.get(server.url()))));
      }
      assertEquals(1, server.connections());
    }
  }

  /** CONN-01: a vertical bar ends a line. */
  @ParameterizedTest
  @CsvSource({
    "GET, HTTP/1.1 200 OK|Content-Length: 0||",
    "GET, HTTP/1.1 200 OK|Transfer-Encoding: chunked||5;a=b|hello|0|Trailer: x||",
    "GET, HTTP/1.1 204 No Content||",
    "GET, HTTP/1.1 304 Not Modified|Content-Length: 10||",
    "HEAD, HTTP/1.1 200 OK|Content-Length: 10||",
    "HEAD, HTTP/1.1 200 OK|Transfer-Encoding: chunked||",
    "POST, HTTP/1.1 200 OK|Content-Length: 2||ok",
  })
  void wholeReplyLeavesItsConnection(String method, String sent) throws Exception {
    try (RawServer server = RawServer.answering(sent.replace("|", "\r\n"));
        Half.Client client = half.open(FetcherConfig.defaults())) {
      Target target = Target.of(server.url()).method(method);
      assertInstanceOf(Reply.Received.class, client.send(Requests.of(target)));
      assertInstanceOf(Reply.Received.class, client.send(Requests.of(target)));
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Connection: close|Content-Length: 2||ok",
    "HTTP/1.0 200 OK|Content-Length: 2||ok",
  })
  void connectionIsEndedInOrderWhenTheReplyAsks(String sent) throws Exception {
    try (RawServer server = RawServer.answering(sent.replace("|", "\r\n"));
        Half.Client client = half.open(FetcherConfig.defaults())) {
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(RawServer.End.IN_ORDER, Patience.next(server.ends));
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(2, server.connections());
    }
  }

  /** SEC-06: glued to the reply, whole or cut. */
  @ParameterizedTest
  @CsvSource({
    "GET, HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 500 No|Content-Length: 0||",
    "GET, HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 500 No|",
    "GET, HTTP/1.1 200 OK|Content-Length: 2||ok!",
    "HEAD, HTTP/1.1 200 OK|Content-Length: 2||ok",
    "GET, HTTP/1.1 204 No Content||HTTP/1.1 500 No|Content-Length: 0||",
    "GET, HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0||HTTP/1.1 500 No|",
  })
  void surplusIsNotTheNextReply(String method, String sent) throws Exception {
    try (RawServer server = RawServer.answering(sent.replace("|", "\r\n"));
        Half.Client client = half.open(FetcherConfig.defaults())) {
      Target target = Target.of(server.url()).method(method);
      for (int i = 0; i < 3; i++) {
        Reply reply = client.send(Requests.of(target));
        assertEquals(true, assertInstanceOf(Reply.Received.class, reply).status() < 300);
      }
      assertEquals(3, server.connections());
    }
  }

  /** SEC-06: while the connection rests. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 5"})
  void bytesThatComeLaterAreNotTheNextReply(String surplus) throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    RawServer.Script eager =
        peer -> {
          peer.hasHead();
          peer.send(OK);
          peer.await(received);
          peer.send(surplus);
          sent.countDown();
          peer.awaitEnd();
        };
    try (RawServer server =
            RawServer.start(
                peer -> {
                  if (sent.getCount() > 0) {
                    eager.play(peer);
                  } else {
                    peer.answer(OK);
                  }
                });
        Half.Client client = half.open(FetcherConfig.defaults())) {
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      received.countDown();
      Patience.await(sent);
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(2, server.connections());
    }
  }

  /** CONN-04: nobody has announced the end; it is there when the next request comes. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void connectionThatEndedIsNotUsed(String method) throws Exception {
    try (RawServer server = RawServer.closingAfter(OK);
        Half.Client client = half.open(FetcherConfig.defaults())) {
      for (int i = 1; i <= 10; i++) {
        Target target = Target.of(server.url()).method(method);
        assertEquals("ok", text(client.send(Requests.of(target))));
        assertEquals(i, server.connections());
        Patience.until(() -> server.open() == 0);
      }
    }
  }

  /** CONN-04. */
  @Test
  void attemptThatNeedsAFreshConnectionGetsOne() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        Half.Client client = half.open(FetcherConfig.defaults())) {
      Attempt attempt = Requests.get(server.url());
      assertEquals("ok", text(client.send(attempt)));
      assertEquals("ok", text(client.send(attempt.afresh())));
      assertEquals(2, server.connections());
      assertEquals("ok", text(client.send(attempt)));
      assertEquals(2, server.connections());
    }
  }

  /** RETRY-01: the second head is received once and not replayed. */
  @Test
  void requestOnAConnectionThatEndsIsNotReplayed() throws Exception {
    RawServer.Script once =
        peer -> {
          peer.hasHead();
          peer.send(OK);
          peer.hasHead();
        };
    try (RawServer server = RawServer.start(once);
        Half.Client client = half.open(FetcherConfig.defaults())) {
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      Reply reply = client.send(Requests.get(server.url()));
      assertInstanceOf(Reply.Fault.class, reply);
      assertEquals(2, server.heads.size());
      assertEquals(1, server.connections());
    }
  }

  /** CONN-02, BOUND-08. */
  @Test
  void idleConnectionsAreEndedInOrderAndTheirOriginsForgotten() throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults()
            .idleTimeout(Duration.ofMillis(50))
            .resolver(host -> List.of(InetAddress.getLoopbackAddress()));
    try (RawServer server = RawServer.answering(OK);
        Half.Client client = half.open(config)) {
      for (int i = 0; i < 50; i++) {
        String url = "http://host" + i + ":" + server.port() + "/";
        assertEquals("ok", text(client.send(Requests.get(url))));
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(RawServer.End.IN_ORDER, Patience.next(server.ends));
      }
      Patience.until(() -> client.origins() == 0);
    }
  }

  /** BOUND-08: neither are origins remembered that never had a connection. */
  @Test
  void originsWithoutConnectionsAreForgotten() throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults().idleTimeout(Duration.ofMillis(50)).resolver(host -> List.of());
    try (Half.Client client = half.open(config)) {
      for (int i = 0; i < 50; i++) {
        client.send(Requests.get("http://host" + i + "/"));
      }
      Patience.until(() -> client.origins() == 0);
    }
  }

  private static String text(Reply reply) {
    return assertInstanceOf(Reply.Received.class, reply, reply::toString).body().text();
  }
}
