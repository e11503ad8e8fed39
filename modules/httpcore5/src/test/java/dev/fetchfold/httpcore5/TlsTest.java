package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS: what is verified, and what a handshake that fails is called (SEC-02, TIME-02, OUT-03). */
@ParameterizedClass
@EnumSource
final class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A handshake on a busy machine takes long. */
  private static final FetcherConfig PATIENT =
      FetcherConfig.defaults().connectTimeout(Duration.ofHours(1));

  /** How a server ends a connection: with TLS's own end before that of TCP, or without. */
  enum Ending {
    ANNOUNCED,
    CUT
  }

  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

  private final Half half;

  TlsTest(Half half) {
    this.half = half;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void connectionIsUsedAgain(String version) throws Exception {
    try (RawServer server = server(Identity.TRUSTED, version, peer -> peer.answer(OK));
        Half.Client client = trusting()) {
      assertEquals("ok", text(client.send(Requests.get(url(server)))));
      assertEquals("ok", text(client.send(Requests.get(url(server)))));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void unknownAuthority() throws Exception {
    assertTls(Identity.TRUSTED, half.open(PATIENT));
  }

  @Test
  void certificateForAnotherName() throws Exception {
    assertTls(Identity.WRONG_HOST, trusting());
  }

  /** A trust manager of this kind could wave names through; they are verified all the same. */
  @Test
  void certificateForAnotherNameThatTheTrustManagerLikes() throws Exception {
    FetcherConfig config = PATIENT.trustManager(new Credulous());
    assertTls(Identity.WRONG_HOST, half.open(config));
    try (RawServer server = server(Identity.TRUSTED, "TLSv1.3", peer -> peer.answer(OK));
        Half.Client client = half.open(config)) {
      assertEquals("ok", text(client.send(Requests.get(url(server)))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientCertificate(String version) throws Exception {
    try (RawServer server = demanding(version)) {
      try (Half.Client client = trusting()) {
        Reply.Fault fault =
            assertInstanceOf(Reply.Fault.class, client.send(Requests.get(url(server))));
        // With TLS 1.3 the client's handshake is over before the server objects.
        assertTrue(version.equals("TLSv1.3") || fault.reason() == Reason.TLS, fault::toString);
      }
      FetcherConfig config =
          PATIENT.trustManager(Identity.authority()).keyManager(Identity.CLIENT.keyManager());
      try (Half.Client client = half.open(config)) {
        assertEquals("ok", text(client.send(Requests.get(url(server)))));
      }
    }
  }

  /** In answer to the first message of a handshake. */
  static Stream<RawServer.Script> rudeServers() {
    return Stream.of(
        peer -> peer.skip(5), // closed
        peer -> {
          peer.skip(5);
          peer.reset();
        },
        peer -> {
          peer.skip(5);
          peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
          peer.awaitEnd();
        },
        peer -> {
          peer.skip(5);
          peer.send("\u0015\u0003\u0003\u0000\u0002\u0002("); // handshake_failure
          peer.awaitEnd();
        });
  }

  @ParameterizedTest
  @MethodSource
  void rudeServers(RawServer.Script script) throws Exception {
    try (RawServer server = RawServer.start(script);
        Half.Client client = trusting()) {
      assertReason(Reason.TLS, client, server);
    }
  }

  @Test
  void silentHandshakeEndsAtTheConnectTimeout() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().connectTimeout(Duration.ofMillis(200));
    try (RawServer server = RawServer.start(RawServer.Peer::awaitEnd);
        Half.Client client = half.open(config)) {
      assertReason(Reason.TIMEOUT, client, server);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  /** A timeout per read would never end this one. */
  @Test
  void drippingHandshakeEndsAtTheConnectTimeout() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().connectTimeout(Duration.ofMillis(200));
    CountDownLatch over = new CountDownLatch(1);
    RawServer.Script dripping =
        peer -> {
          peer.send("\u0016\u0003\u0003@\u0000"); // a record of 16 KiB
          while (!over.await(20, TimeUnit.MILLISECONDS)) {
            peer.send("\u0000");
          }
        };
    try (RawServer server = RawServer.start(dripping);
        Half.Client client = half.open(config)) {
      assertReason(Reason.TIMEOUT, client, server);
      over.countDown();
    }
  }

  @Test
  void connectionCutInsideTheBody() throws Exception {
    RawServer.Script cut =
        peer -> {
          peer.hasHead();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
          peer.reset();
        };
    try (RawServer server = server(Identity.TRUSTED, "TLSv1.3", cut);
        Half.Client client = trusting()) {
      assertReason(Reason.DISCONNECTED, client, server);
    }
  }

  /** RFC 9112 §9.8: a body that the connection delimits is whole if its end was announced. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, ANNOUNCED", "TLSv1.3, ANNOUNCED", "TLSv1.2, CUT", "TLSv1.3, CUT"})
  void bodyEndedByTheConnection(String version, Ending ending) throws Exception {
    try (RawServer server = byHand(version, "HTTP/1.1 200 OK\r\n\r\nhello", ending);
        Half.Client client = trusting()) {
      if (ending == Ending.ANNOUNCED) {
        assertEquals("hello", text(client.send(Requests.get(url(server)))));
      } else {
        assertReason(Reason.DISCONNECTED, client, server);
      }
    }
  }

  /** Other bodies are whole by themselves, and the connection is not used again. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, ANNOUNCED", "TLSv1.3, ANNOUNCED", "TLSv1.2, CUT", "TLSv1.3, CUT"})
  void connectionThatEndedIsNotUsed(String version, Ending ending) throws Exception {
    try (RawServer server = byHand(version, OK, ending);
        Half.Client client = trusting()) {
      for (int i = 1; i <= 5; i++) {
        assertEquals("ok", text(client.send(Requests.get(url(server)))));
        assertEquals(i, server.connections());
        Patience.next(endings);
      }
    }
  }

  /** CONN-01: what TLS sends of its own accord is no surplus. */
  @Test
  void messageOfTlsLeavesTheConnectionUsable() throws Exception {
    BlockingQueue<Boolean> updated = new LinkedBlockingQueue<>();
    RawServer.Script updating =
        peer -> {
          while (peer.hasHead()) {
            peer.send(OK);
            ((SSLSocket) peer.socket()).startHandshake(); // TLS 1.3: an update of the keys
            updated.add(true);
          }
        };
    try (RawServer server = server(Identity.TRUSTED, "TLSv1.3", updating);
        Half.Client client = trusting()) {
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", text(client.send(Requests.get(url(server)))));
        Patience.next(updated);
      }
      assertEquals(1, server.connections());
    }
  }

  /** FOLD-02: it is that target's failure, and harms no other, however often it comes. */
  @ParameterizedTest
  @ValueSource(classes = {NoClassDefFoundError.class, IllegalStateException.class})
  void trustManagerThatThrows(Class<? extends Throwable> type) throws Exception {
    Throwable thrown = type.getConstructor(String.class).newInstance("the caller's");
    FetcherConfig config = PATIENT.trustManager(new Throwing(thrown));
    try (RawServer secure = server(Identity.TRUSTED, "TLSv1.3", peer -> peer.answer(OK));
        RawServer plain = RawServer.answering(OK);
        Half.Client client = half.open(config)) {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        Reply reply = client.send(Requests.get(url(secure)));
        Reply.Fault fault = assertInstanceOf(Reply.Fault.class, reply);
        assertEquals(Reason.TLS, fault.reason());
        assertSame(thrown, fault.cause());
        assertEquals("ok", text(client.send(Requests.get(plain.url()))));
      }
    }
  }

  /** SEC-06. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void surplusIsNotTheNextReply(String version) throws Exception {
    RawServer.Script eager =
        peer -> {
          peer.hasHead();
          peer.send(OK + "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
          peer.awaitEnd();
        };
    try (RawServer server = server(Identity.TRUSTED, version, eager);
        Half.Client client = trusting()) {
      assertEquals("ok", text(client.send(Requests.get(url(server)))));
      assertEquals("ok", text(client.send(Requests.get(url(server)))));
      assertEquals(2, server.connections());
    }
  }

  /** Answers once, ends that way, and says when it has. */
  private RawServer byHand(String version, String reply, Ending ending) throws Exception {
    SSLContext context = Identity.TRUSTED.context();
    return RawServer.start(
        peer -> {
          SSLSocket tls =
              (SSLSocket) context.getSocketFactory().createSocket(peer.socket(), "", 0, false);
          tls.setUseClientMode(false);
          tls.setEnabledProtocols(new String[] {version});
          RawServer.readHead(tls.getInputStream());
          tls.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
          if (ending == Ending.ANNOUNCED) {
            tls.shutdownOutput();
          }
          peer.socket().shutdownOutput();
          endings.add(ending);
          peer.awaitEnd();
        });
  }

  private static void assertTls(Identity identity, Half.Client client) throws Exception {
    try (client;
        RawServer server = server(identity, "TLSv1.3", RawServer.Peer::hasHead)) {
      assertReason(Reason.TLS, client, server);
      assertEquals(List.of(), List.copyOf(server.heads));
    }
  }

  private static void assertReason(Reason reason, Half.Client client, RawServer server)
      throws Exception {
    Reply reply = client.send(Requests.get(url(server)));
    assertEquals(reason, assertInstanceOf(Reply.Fault.class, reply).reason(), reply::toString);
  }

  private static String url(RawServer server) {
    return "https://127.0.0.1:" + server.port() + "/";
  }

  private Half.Client trusting() throws Exception {
    return half.open(PATIENT.trustManager(Identity.authority()));
  }

  private static RawServer server(Identity identity, String version, RawServer.Script script)
      throws Exception {
    return RawServer.start(listener(identity, version), script);
  }

  /** Asks for a certificate, and takes none but those of the same authority. */
  private static RawServer demanding(String version) throws Exception {
    SSLServerSocket listener = listener(Identity.TRUSTED, version);
    listener.setNeedClientAuth(true);
    return RawServer.start(listener, peer -> peer.answer(OK));
  }

  private static SSLServerSocket listener(Identity identity, String version) throws Exception {
    SSLServerSocket listener =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setEnabledProtocols(new String[] {version});
    return listener;
  }

  private static String text(Reply reply) {
    return assertInstanceOf(Reply.Received.class, reply, reply::toString).body().text();
  }

  private record Throwing(Throwable thrown) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Trusts everybody. */
  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
