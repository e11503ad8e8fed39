package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent (OUT-07). */
@ParameterizedClass
@EnumSource
final class WireTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final Half half;

  WireTest(Half half) {
    this.half = half;
  }

  @Test
  void sendsHostTheAttemptsFieldsAndNothingElse() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      Attempt attempt =
          Requests.of(
              Target.of(server.url() + "a?b=c").header("X-Mine", "1").header("x-mine", "2"));
      List<String> lines = lines(server, attempt);
      assertEquals("GET /a?b=c HTTP/1.1", lines.getFirst());
      assertEquals("Host: 127.0.0.1:" + server.port(), lines.get(1));
      assertEquals(
          attempt.headers().fields().stream().map(f -> f.name() + ": " + f.value()).toList(),
          lines.subList(2, lines.size()));
    }
  }

  @Test
  void sendsHighCharactersAsOneByte() throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      Target target = Target.of(server.url()).header("X-Mine", "a\tcaf\u00e9");
      assertEquals(true, lines(server, Requests.of(target)).contains("X-Mine: a\tcaf\u00e9"));
    }
  }

  /** Two slashes are a path here, not an authority. */
  @ParameterizedTest
  @CsvSource({"//elsewhere/x", "/a%2Fb", "/a;b=c", "/?q=1&r=%20", "/a:b@c"})
  void sendsThePathAsItIs(String path) throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      String origin = "http://127.0.0.1:" + server.port();
      Attempt attempt = Requests.get(origin + path);
      assertEquals("GET " + attempt.url().path() + " HTTP/1.1", lines(server, attempt).getFirst());
      assertEquals(path, attempt.url().path());
    }
  }

  /** RFC 9110 §8.6. */
  @ParameterizedTest
  @CsvSource({"GET,", "HEAD,", "DELETE,", "OPTIONS,", "POST, 0", "PUT, 0", "PATCH, 0"})
  void saysTheLengthOfNoBodyWhereOneIsExpected(String method, String length) throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      List<String> lines = lines(server, Requests.of(Target.of(server.url()).method(method)));
      List<String> framing = lines.stream().filter(WireTest::isFraming).map(String::strip).toList();
      assertEquals(length == null ? List.of() : List.of("Content-Length: " + length), framing);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, 5", "POST, 0", "PUT, 100000"})
  void sendsTheBody(String method, int length) throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    RawServer.Script reading =
        peer -> {
          peer.hasHead();
          bodies.add(peer.body(length));
          peer.send(OK);
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(reading)) {
      String body = "x".repeat(length);
      Target target = Target.of(server.url()).method(method).body(body);
      List<String> lines = lines(server, Requests.of(target));
      assertEquals(true, lines.contains("Content-Length: " + length));
      assertEquals(body, Patience.next(bodies));
    }
  }

  private static boolean isFraming(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.startsWith("content-length") || lower.startsWith("transfer-encoding");
  }

  /** The lines of the head, without the empty one. */
  private List<String> lines(RawServer server, Attempt attempt) throws Exception {
    try (Half.Client client = half.open(FetcherConfig.defaults())) {
      assertInstanceOf(Reply.Received.class, client.send(attempt));
      return Patience.next(server.heads).lines().filter(line -> !line.isEmpty()).toList();
    }
  }
}
