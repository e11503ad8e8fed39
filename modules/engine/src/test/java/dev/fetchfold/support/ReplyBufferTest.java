package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherConfig.Bodies;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyBufferTest {
  private static final FetcherConfig CONFIG = FetcherConfig.defaults().maxBodyBytes(1_000);
  private static final byte[] HELLO = "Hello, hello, hello!".getBytes(StandardCharsets.UTF_8);
  private static final Headers GZIP = Headers.of("Content-Encoding", "gzip");

  @ParameterizedTest
  @ValueSource(strings = {"members", "padding"})
  void whatDecodesToNothingHasAnEnd(String of) throws Exception {
    byte[] member = Gzip.of(new byte[0]);
    ReplyBuffer buffer = new ReplyBuffer(CONFIG, Attempts.of("GET"));
    buffer.head(200, GZIP);
    buffer.bytes(ByteBuffer.wrap(member));
    byte[] more = of.equals("members") ? member : new byte[member.length];
    FaultException rejected =
        assertThrows(
            FaultException.class,
            () -> {
              while (true) {
                buffer.bytes(ByteBuffer.wrap(more));
              }
            });
    assertEquals(Reason.BODY_TOO_LARGE, rejected.fault().reason());
  }

  @Test
  void givesTheReplyAsItCame() throws FaultException {
    Headers headers = Headers.of("Set-Cookie", "a", "content-length", "20", "set-cookie", "b");
    Reply.Received reply = receive(CONFIG, "GET", 404, headers, HELLO);
    assertEquals(404, reply.status());
    assertEquals(headers, reply.headers());
    assertArrayEquals(HELLO, reply.body().bytes());
  }

  @Test
  void keepsNoReferenceToTheClientsBuffer() throws FaultException {
    ReplyBuffer buffer = new ReplyBuffer(CONFIG, Attempts.of("GET"));
    buffer.head(200, Headers.empty());
    byte[] bytes = HELLO.clone();
    buffer.bytes(ByteBuffer.wrap(bytes));
    bytes[0] = 0;
    assertArrayEquals(HELLO, buffer.end().body().bytes());
  }

  /** BODY-01: at the cap is not over it. */
  @ParameterizedTest
  @CsvSource({"KEPT, 1000", "COUNTED, 1000", "KEPT, 0", "COUNTED, 0"})
  void holdsTheCap(Bodies bodies, int cap) throws FaultException {
    FetcherConfig config = CONFIG.bodies(bodies).maxBodyBytes(cap);
    assertEquals(cap, receive(config, "GET", 200, Headers.empty(), new byte[cap]).body().size());
    Reply.Fault fault = rejected(config, "GET", 200, Headers.empty(), new byte[cap + 1]);
    assertEquals(Reason.BODY_TOO_LARGE, fault.reason());
  }

  @ParameterizedTest
  @CsvSource({"KEPT, 1000", "COUNTED, 1000"})
  void holdsTheCapOfWhatIsDecoded(Bodies bodies, int cap) throws FaultException {
    FetcherConfig config = CONFIG.bodies(bodies).maxBodyBytes(cap);
    byte[] atCap = Gzip.of(new byte[cap]);
    byte[] overCap = Gzip.of(new byte[cap + 1]);
    assertEquals(cap, receive(config, "GET", 200, GZIP, atCap).body().size());
    assertEquals(Reason.BODY_TOO_LARGE, rejected(config, "GET", 200, GZIP, overCap).reason());
  }

  /** BODY-06: in place of the fetcher's, be it more or less. */
  @ParameterizedTest
  @CsvSource({
    "KEPT, 500",
    "COUNTED, 500",
    "KEPT, 2000",
    "COUNTED, 2000",
    "KEPT, 9223372036854775807"
  })
  void holdsTheCapOfTheTarget(Bodies bodies, long fetchers) throws FaultException {
    FetcherConfig config = CONFIG.bodies(bodies).maxBodyBytes(fetchers);
    Target target = Target.of("http://a/").maxBodyBytes(1_000);
    assertEquals(1_000, whole(config, target, 1_000).body().size());
    assertThrows(FaultException.class, () -> whole(config, target, 1_001));
  }

  /** Nothing overflows; what is kept has an end all the same. */
  @ParameterizedTest
  @EnumSource(Bodies.class)
  void takesTheLargestCap(Bodies bodies) throws FaultException {
    FetcherConfig config = CONFIG.bodies(bodies).maxBodyBytes(Long.MAX_VALUE);
    assertEquals(2_000, whole(config, Target.of("http://a/"), 2_000).body().size());
    assertEquals(HELLO.length, receive(config, "GET", 200, GZIP, Gzip.of(HELLO)).body().size());
  }

  private static Reply.Received whole(FetcherConfig config, Target target, int size)
      throws FaultException {
    ReplyBuffer buffer = new ReplyBuffer(config, Attempts.of(target));
    buffer.head(200, Headers.empty());
    buffer.bytes(ByteBuffer.allocate(size));
    return buffer.end();
  }

  /** BODY-03. */
  @Test
  void countsWhatItDoesNotKeep() throws FaultException {
    FetcherConfig config = CONFIG.bodies(Bodies.COUNTED);
    Body body = receive(config, "GET", 200, GZIP, Gzip.of(HELLO)).body();
    assertEquals(HELLO.length, body.size());
    assertFalse(body.isKept());
  }

  /** BODY-02. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "x-gzip", "identity, gzip", " gzip ", "gzip,", ",gzip"})
  void decodesGzip(String coding) throws FaultException {
    Headers headers = Headers.of("Content-Encoding", coding);
    Reply.Received reply = receive(CONFIG, "GET", 200, headers, Gzip.of(HELLO));
    assertArrayEquals(HELLO, reply.body().bytes());
    assertEquals(headers, reply.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"identity", "br", "deflate", "gzip, gzip", "gzip, br", "zstd", "", "gzipx"})
  void passesOtherCodingsAsTheyCame(String coding) throws FaultException {
    byte[] bytes = Gzip.of(HELLO);
    Headers headers = Headers.of("Content-Encoding", coding);
    assertArrayEquals(bytes, receive(CONFIG, "GET", 200, headers, bytes).body().bytes());
  }

  @Test
  void countsTwoFieldsAsTwoCodings() throws FaultException {
    byte[] bytes = Gzip.of(HELLO);
    Headers headers = Headers.of("Content-Encoding", "gzip", "content-encoding", "gzip");
    assertArrayEquals(bytes, receive(CONFIG, "GET", 200, headers, bytes).body().bytes());
  }

  @Test
  void decodesOnlyWhereItAsked() throws FaultException {
    byte[] bytes = Gzip.of(HELLO);
    ReplyBuffer buffer = new ReplyBuffer(CONFIG, Attempts.undecoded());
    buffer.head(200, GZIP);
    buffer.bytes(ByteBuffer.wrap(bytes));
    assertArrayEquals(bytes, buffer.end().body().bytes());
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 200", "GET, 204", "GET, 304"})
  void findsNoFaultInReplysWithoutBody(String method, int status) throws FaultException {
    Headers headers = GZIP.with("Content-Length", "1000000000");
    assertEquals(0, receive(CONFIG, method, status, headers, new byte[0]).body().size());
  }

  @Test
  void takesNothingForAnEmptyBody() throws FaultException {
    Headers headers = GZIP.with("Content-Length", "0");
    assertEquals(0, receive(CONFIG, "GET", 200, headers, new byte[0]).body().size());
  }

  @Test
  void refusesCorruptGzip() {
    Reply.Fault fault = rejected(CONFIG, "GET", 200, GZIP, HELLO);
    assertEquals(Reason.PROTOCOL, fault.reason());
    assertEquals("the gzip coding of the body does not begin as gzip", fault.detail());
  }

  /** OUT-06: kept where the rest fails. */
  @Test
  void tellsTheHeadThatItAccepted() throws FaultException {
    Attempt attempt = Attempts.of("GET");
    ReplyBuffer buffer = new ReplyBuffer(CONFIG, attempt);
    assertEquals(Optional.empty(), attempt.progress().head());
    buffer.head(404, GZIP);
    assertEquals(Optional.of(new Head(404, GZIP)), attempt.progress().head());
    assertThrows(FaultException.class, () -> buffer.bytes(ByteBuffer.wrap(HELLO)));
    assertEquals(Optional.of(new Head(404, GZIP)), attempt.progress().head());
  }

  /** REDIRECT-01: what is in it is nobody's. */
  @Test
  void countsTheBodyOfARedirect() throws FaultException {
    Headers headers = GZIP.with("Location", "/b");
    Body body = receive(CONFIG, "GET", 302, headers, new byte[64 << 10]).body();
    assertEquals(64 << 10, body.size());
    assertFalse(body.isKept());
    Reply.Fault fault = rejected(CONFIG, "GET", 302, headers, new byte[(64 << 10) + 1]);
    assertEquals(Reason.BODY_TOO_LARGE, fault.reason());
  }

  @Test
  void treatsAReplyThatIsNotFollowedAsAnyOther() {
    Headers headers = GZIP.with("Location", "/b");
    FetcherConfig none = CONFIG.redirects(RedirectPolicy.none());
    assertEquals(Reason.PROTOCOL, rejected(none, "GET", 302, headers, HELLO).reason());
    assertEquals(Reason.PROTOCOL, rejected(CONFIG, "GET", 300, headers, HELLO).reason());
    assertEquals(Reason.PROTOCOL, rejected(CONFIG, "GET", 302, GZIP, HELLO).reason());
  }

  /** BODY-05. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "text/html; charset=ISO-8859-1           | ISO-8859-1",
        "text/html;charset=iso-8859-1;x=y        | ISO-8859-1",
        "text/html; Charset=\"iso-8859-1\"       | ISO-8859-1",
        "text/html; charset=\"iso-\\8859-1\"     | ISO-8859-1",
        "text/html; x=\"; charset=utf-16\"; charset=latin1 | ISO-8859-1",
        "text/html; charset=latin1; charset=utf-16 | ISO-8859-1",
        "text/html; xcharset=latin1              | UTF-8",
        "text/html; charset=                     | UTF-8",
        "text/html; charset=\"\"                 | UTF-8",
        "text/html; charset=unheard-of           | UTF-8",
        "text/html; charset='latin1'             | UTF-8",
        "text/html; charset=\"latin1             | UTF-8",
        "text/html                               | UTF-8",
        ";;;                                     | UTF-8",
        "``                                      | UTF-8"
      })
  void readsTheCharset(String contentType, String charset) throws FaultException {
    Headers headers = Headers.of("Content-Type", contentType);
    Body body = receive(CONFIG, "GET", 200, headers, new byte[] {'a', (byte) 0xe9}).body();
    assertEquals(charset, body.charset().name());
    assertEquals(charset.equals("UTF-8") ? "a\uFFFD" : "a\u00e9", body.text());
  }

  @Test
  void dropsWhatComesAfterItWasClosed() throws FaultException {
    ReplyBuffer buffer = new ReplyBuffer(CONFIG, Attempts.of("GET"));
    buffer.head(200, GZIP);
    buffer.close();
    buffer.close();
    ByteBuffer late = ByteBuffer.wrap(HELLO);
    buffer.bytes(late);
    assertFalse(late.hasRemaining());
    assertThrows(IllegalStateException.class, buffer::end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "7", "200000", "999999999", "99999999999999999999"})
  void doesNotTrustTheLengthAnnounced(String length) throws FaultException {
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    FetcherConfig config = CONFIG.maxBodyBytes(bytes.length);
    Headers headers = Headers.of("Content-Length", length);
    assertArrayEquals(bytes, receive(config, "GET", 200, headers, bytes).body().bytes());
  }

  private static Reply.Fault rejected(
      FetcherConfig config, String method, int status, Headers headers, byte[] bytes) {
    return assertThrows(FaultException.class, () -> receive(config, method, status, headers, bytes))
        .fault();
  }

  private static Reply.Received receive(
      FetcherConfig config, String method, int status, Headers headers, byte[] bytes)
      throws FaultException {
    try (ReplyBuffer buffer = new ReplyBuffer(config, Attempts.of(method))) {
      buffer.head(status, headers);
      for (int i = 0; i < bytes.length; i += 977) {
        buffer.bytes(ByteBuffer.wrap(bytes, i, Math.min(977, bytes.length - i)));
      }
      return buffer.end();
    }
  }
}
