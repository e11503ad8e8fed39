package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the wire, and what is made of the replies to it. */
final class ExchangeTest extends Exchanges {
  private static final int LARGE = 8 << 20;

  private Exchange exchange;

  @BeforeEach
  void open() {
    exchange = open(FetcherConfig.defaults());
  }

  @Test
  void sendsNothingThatTheAttemptDoesNotHave() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.get(server.url("/a//b?c=%20&d")));
      assertEquals(
          "GET /a//b?c=%20&d HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n",
          server.link().seenHead());
    }
  }

  @Test
  void sendsFieldsAsTheyAreWritten() throws Exception {
    Headers headers =
        Headers.of("User-Agent", "x/1", "x-mIxEd", "\u00e9", "X-Twice", "1", "x-twice", "2");
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.of("GET", server.url("/"), headers, Optional.empty()));
      assertEquals(
          List.of("User-Agent: x/1", "x-mIxEd: \u00e9", "X-Twice: 1", "x-twice: 2"),
          server.link().seenHead().lines().skip(2).limit(4).toList());
    }
  }

  @Test
  void doubleSlashIsAPath() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.get(server.url("//example.com/x")));
      assertTrue(server.link().seenHead().startsWith("GET //example.com/x HTTP/1.1\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "POST", "PUT", "PATCH", "OPTIONS", "PROPFIND"})
  void sendsTheBodyWithItsLength(String method) throws Exception {
    byte[] body = "a body".getBytes(StandardCharsets.UTF_8);
    CountDownLatch same = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          link.head();
          if (Arrays.equals(body, link.body(body.length))) {
            same.countDown();
          }
          link.send(OK);
        };
    try (RawServer server = RawServer.start(script)) {
      received(exchange, SampleAttempts.of(method, server.url("/"), body));
      assertEquals(0, same.getCount());
      assertEquals(List.of("content-length: 6"), framing(server.link().seenHead()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH"})
  void saysThatABodyIsMissing(String method) throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.of(method, server.url("/")));
      assertEquals(List.of("content-length: 0"), framing(server.link().seenHead()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  void isSilentWhereNoBodyIsExpected(String method) throws Exception {
    RawServer.Script script = RawServer.always("HTTP/1.1 204 No Content\r\n\r\n");
    try (RawServer server = RawServer.start(script)) {
      received(exchange, SampleAttempts.of(method, server.url("/")));
      assertEquals(List.of(), framing(server.link().seenHead()));
    }
  }

  @Test
  void reportsTheHeadAsReceived() throws Exception {
    String reply =
        String.join(
            "\r\n",
            "HTTP/1.1 299 Odd",
            "X-b: 2",
            "Set-Cookie: a",
            "x-A: 1",
            "set-cookie: b",
            "Content-Length: 0",
            "\r\n");
    try (RawServer server = RawServer.start(RawServer.always(reply))) {
      Reply.Received received = received(exchange, SampleAttempts.get(server.url("/")));
      assertEquals(299, received.status());
      assertEquals(
          List.of("X-b", "Set-Cookie", "x-A", "set-cookie", "Content-Length"),
          received.headers().fields().stream().map(Headers.Field::name).toList());
      assertEquals(List.of("a", "b"), received.headers().all("SET-COOKIE"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\n\r\nabc",
        "HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\nabc",
      })
  void receivesEveryFraming(String reply) throws Exception {
    try (RawServer server = RawServer.start(RawServer.once(reply))) {
      Reply.Received received = received(exchange, SampleAttempts.get(server.url("/")));
      assertEquals(200, received.status());
      assertEquals("abc", received.body().text());
    }
  }

  @Test
  void receivesAReplyThatComesByteByByte() throws Exception {
    byte[] reply =
        ("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK)
            .getBytes(StandardCharsets.ISO_8859_1);
    RawServer.Script script =
        link -> {
          link.head();
          for (byte next : reply) {
            link.send(new byte[] {next});
          }
        };
    try (RawServer server = RawServer.start(script)) {
      assertEquals("ok", received(exchange, SampleAttempts.get(server.url("/"))).body().text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void repliesWithoutABodyEndWithTheirHead(int status) throws Exception {
    String reply = "HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n";
    try (RawServer server = RawServer.start(RawServer.always(reply))) {
      assertEquals(0, received(exchange, SampleAttempts.get(server.url("/"))).body().size());
      assertEquals(status, received(exchange, SampleAttempts.get(server.url("/"))).status());
      assertEquals(2, server.link().unseenHeads());
    }
  }

  @Test
  void aReplyToHeadHasNoBody() throws Exception {
    String reply = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    try (RawServer server = RawServer.start(RawServer.always(reply))) {
      assertEquals(0, received(exchange, SampleAttempts.of("HEAD", server.url("/"))).body().size());
      received(exchange, SampleAttempts.of("HEAD", server.url("/")));
      assertEquals(2, server.link().unseenHeads());
    }
  }

  @Test
  void receivesALargeBody() throws Exception {
    byte[] body = new byte[LARGE];
    new Random(1).nextBytes(body);
    RawServer.Script script =
        link -> {
          link.head();
          link.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
          link.send(body);
        };
    try (RawServer server = RawServer.start(script)) {
      assertArrayEquals(
          body, received(exchange, SampleAttempts.get(server.url("/"))).body().bytes());
    }
  }

  @Test
  void aReplyMayPrecedeTheEndOfItsRequest() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    String reply = "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno";
    RawServer.Script script =
        link -> {
          link.head();
          link.send(reply);
          answered.await();
        };
    try (RawServer server = RawServer.start(script)) {
      Reply.Received first =
          received(exchange, SampleAttempts.of("PUT", server.url("/"), new byte[LARGE]));
      assertEquals(413, first.status());
      received(exchange, SampleAttempts.get(server.url("/")));
      assertEquals(1, server.link().unseenHeads());
      assertEquals(1, server.link().unseenHeads(), "the request was still being sent");
      answered.countDown();
    }
  }

  @Test
  void anUnderscoreBelongsToAHost() throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
    Exchange named = open(config);
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(named, SampleAttempts.get("http://my_service:" + server.port() + "/"));
      assertTrue(
          server.link().seenHead().contains("\r\nHost: my_service:" + server.port() + "\r\n"));
    }
  }

  @Test
  void anIpv6LiteralHasItsBracketsInHostOnly() throws Exception {
    String[] asked = new String[1];
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(
                host -> {
                  asked[0] = host;
                  return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                });
    Exchange literal = open(config);
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(literal, SampleAttempts.get("http://[::1]:" + server.port() + "/"));
      assertEquals("::1", asked[0]);
      assertTrue(server.link().seenHead().contains("\r\nHost: [::1]:" + server.port() + "\r\n"));
    }
  }

  @Test
  void isCold() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      var twice = exchange.send(SampleAttempts.get(server.url("/")));
      assertEquals(0, server.unseen());
      twice.block(Watchdog.TIME);
      twice.block(Watchdog.TIME);
      assertEquals(2, server.link().unseenHeads());
      assertFalse(server.unseen() > 0);
    }
  }

  private static List<String> framing(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length") || line.startsWith("transfer-encoding"))
        .toList();
  }
}
