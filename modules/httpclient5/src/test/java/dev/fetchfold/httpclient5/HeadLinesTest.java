package dev.fetchfold.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which heads are malformed, and which are read all the same (RFC 9112 §2.2, §4, §5). In the lines
 * here {@code |} is CRLF, {@code ~} a lone CR, {@code $} a lone LF and {@code ^} NUL.
 */
@ParameterizedClass
@EnumSource
final class HeadLinesTest {
  /** As much white space as a line may have. */
  private static final String BLANK = " ".repeat(60 << 10);

  private final Half half;

  HeadLinesTest(Half half) {
    this.half = half;
  }

  /** The connection stays open: nobody may wait for more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^HTTP/1.1 200 OK||",
        "HTTP/~1.1 200 OK||",
        "HTTP/1~.1 200 OK||",
        "HTTP/1.~1 200 OK||",
        "HTTP/+1.1 200 OK||",
        "HTTP/1.1 20 OK||",
        "HTTP/1.1 200 ^OK||",
        "HTTP/1.1 200 O~K||",
        "HTTP/1.1 200 OK^||",
        "HTTP/1.1 200 OK~||",
        "HTTP/1.1 200 OK| Name: value||",
        "HTTP/1.1 200 OK|\tName: value||",
        "HTTP/1.1 200 OK|~Name: value||",
        "HTTP/1.1 200 OK|^Name: value||",
        "HTTP/1.1 200 OK|Na~me: value||",
        "HTTP/1.1 200 OK|Na^me: value||",
        "HTTP/1.1 200 OK|Na(me: value||",
        "HTTP/1.1 200 OK|Name~: value||",
        "HTTP/1.1 200 OK|Name^: value||",
        "HTTP/1.1 200 OK|: value||",
        "HTTP/1.1 200 OK|Name:~value||",
        "HTTP/1.1 200 OK|Name:^||",
        "HTTP/1.1 200 OK|Name: va~lue||",
        "HTTP/1.1 200 OK|Name: va^lue||",
        "HTTP/1.1 200 OK|Name: value~||",
        "HTTP/1.1 200 OK|Name: value^||",
        "HTTP/1.1 200 OK|Name: value| folded~||"
      })
  void areMalformed(String lines) throws Exception {
    assertMalformed(lines);
  }

  /** Nor is such a line read again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200%s^||", "HTTP/1.1 200 OK|Name%s||"})
  void areMalformedHoweverLong(String lines) throws Exception {
    assertMalformed(lines.formatted(BLANK));
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200|Name: value|', value",
    "'HTTP/1.1 200 |Name: value|', value",
    "'HTTP/1.1 200 \tO\tK\t|Name: value|', value",
    "'HTTP/1.1\t200~OK|Name: value|', value",
    "'HTTP/1.1~200 OK|Name: value|', value",
    "'|HTTP/1.1 200 OK|Name: value|', value",
    "'HTTP/1.1 200 OK$Name: value$', value",
    "'HTTP/1.1 200 OK|Name:value|', value",
    "'HTTP/1.1 200 OK|Name:\t va\tlue \t|', 'va\tlue'",
    "'HTTP/1.1 200 OK|Name \t: value|', value",
    "'HTTP/1.1 200 OK|Name: obs-|\t fold|', 'obs- fold'",
    "'HTTP/1.1 200 OK|Name: h\u00e9|', 'h\u00e9'"
  })
  void areReadAllTheSame(String lines, String value) throws Exception {
    try (RawServer server = RawServer.answering(head(lines + "Content-Length: 0||"))) {
      Reply.Received reply = assertInstanceOf(Reply.Received.class, reply(server));
      assertEquals(200, reply.status());
      assertEquals(value, reply.headers().first("Name").orElseThrow());
    }
  }

  private void assertMalformed(String lines) throws Exception {
    try (RawServer server = RawServer.answering(head(lines))) {
      Reply reply = reply(server);
      assertEquals(
          Reason.PROTOCOL, assertInstanceOf(Reply.Fault.class, reply).reason(), reply::toString);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  private Reply reply(RawServer server) throws Exception {
    try (Half.Client client = half.open(FetcherConfig.defaults())) {
      return client.send(Requests.get(server.url()));
    }
  }

  private static String head(String lines) {
    return lines.replace("|", "\r\n").replace('~', '\r').replace('$', '\n').replace('^', '\0');
  }
}
