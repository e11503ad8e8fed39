package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS: who is trusted (SEC-02), and which end of a handshake is which reason. */
final class ExchangeTlsTest extends Exchanges {
  private static final byte[] SERVER_HELLO_BEGUN = {0x16, 0x03, 0x03, 0x10, 0x00};

  private static Certificates certificates;

  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    certificates = Certificates.of("secure.test", folder);
  }

  @Test
  void aTrustedServerAnswersOnOneConnection() throws Exception {
    Exchange exchange = open(trusting());
    try (RawServer server = RawServer.start(sockets(), RawServer.always(OK))) {
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", received(exchange, at("secure.test", server)).body().text());
      }
      assertEquals(5, server.link().unseenHeads());
    }
  }

  @Test
  void aBodyUpToTheEndOfTheConnection() throws Exception {
    Exchange exchange = open(trusting());
    RawServer.Script script = RawServer.once("HTTP/1.1 200 OK\r\n\r\nto the end");
    try (RawServer server = RawServer.start(sockets(), script)) {
      assertEquals("to the end", received(exchange, at("secure.test", server)).body().text());
    }
  }

  @Test
  void anEndBeforeTheReplyIsDisconnected() throws Exception {
    Exchange exchange = open(trusting());
    for (String reply : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")) {
      try (RawServer server = RawServer.start(sockets(), RawServer.once(reply))) {
        assertReason(Reason.DISCONNECTED, fault(exchange, at("secure.test", server)));
      }
    }
  }

  @Test
  void anUnknownServerIsTls() throws Exception {
    FetcherConfig config = named(FetcherConfig.defaults());
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(sockets(), RawServer.always(OK))) {
      assertReason(Reason.TLS, fault(exchange, at("secure.test", server)));
    }
  }

  @Test
  void anotherHostNameIsTls() throws Exception {
    Exchange exchange = open(trusting());
    try (RawServer server = RawServer.start(sockets(), RawServer.always(OK))) {
      assertReason(Reason.TLS, fault(exchange, at("other.test", server)));
    }
  }

  @Test
  void anotherHostNameIsTlsEvenForThoseWhoTrustEverybody() throws Exception {
    FetcherConfig config = named(FetcherConfig.defaults()).trustManager(new Careless(null));
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(sockets(), RawServer.always(OK))) {
      received(exchange, at("secure.test", server));
      assertReason(Reason.TLS, fault(exchange, at("other.test", server)));
    }
  }

  @Test
  void whatATrustManagerThrowsIsTls() throws Exception {
    Exchange exchange =
        open(named(FetcherConfig.defaults()).trustManager(new Careless(new StackOverflowError())));
    try (RawServer server = RawServer.start(sockets(), RawServer.always(OK))) {
      assertReason(Reason.TLS, fault(exchange, at("secure.test", server)));
    }
  }

  @Test
  void aServerThatAsksForACertificateGetsOurs() throws Exception {
    FetcherConfig config = trusting().keyManager(certificates.keyManager());
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(demanding(), RawServer.always(OK))) {
      assertEquals("ok", received(exchange, at("secure.test", server)).body().text());
    }
  }

  @Test
  void aServerThatMissesOurCertificateIsTls() throws Exception {
    Exchange exchange = open(trusting());
    try (RawServer server = RawServer.start(demanding(), RawServer.always(OK))) {
      assertReason(Reason.TLS, fault(exchange, at("secure.test", server)));
    }
  }

  @Test
  void aServerWithoutTlsIsTls() throws Exception {
    assertHandshake(Reason.TLS, link -> link.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
  }

  @Test
  void anEndWithinTheHandshakeIsTls() throws Exception {
    assertHandshake(Reason.TLS, link -> link.body(5));
    assertHandshake(Reason.TLS, link -> link.send(SERVER_HELLO_BEGUN));
  }

  @Test
  void aResetWithinTheHandshakeIsTls() throws Exception {
    RawServer.Script script =
        link -> {
          link.body(5);
          link.reset();
        };
    assertHandshake(Reason.TLS, script);
  }

  @Test
  void aSilentHandshakeIsTimeout() throws Exception {
    assertHandshake(Reason.TIMEOUT, RawServer.Link::awaitEnd);
  }

  @Test // TIME-02: every byte would restart a timeout per read
  void aDrippingHandshakeIsTimeout() throws Exception {
    try (ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
      RawServer.Script script =
          link -> {
            link.send(SERVER_HELLO_BEGUN);
            Future<?> dripping =
                drip.scheduleAtFixedRate(() -> drop(link), 10, 10, TimeUnit.MILLISECONDS);
            link.awaitEnd();
            dripping.cancel(false);
          };
      assertHandshake(Reason.TIMEOUT, script);
      drip.shutdownNow();
    }
  }

  @Test
  void aRefusedConnectionIsConnect() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Exchange exchange = open(trusting());
    assertReason(
        Reason.CONNECT, fault(exchange, SampleAttempts.get("https://127.0.0.1:" + port + "/")));
  }

  @Test
  void aCancelledHandshakeIsNotUsedLater() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          begun.countDown();
          link.awaitEnd();
        };
    Exchange exchange = open(trusting());
    try (RawServer server = RawServer.start(script)) {
      var cancelled = exchange.send(at("secure.test", server)).subscribe();
      begun.await();
      cancelled.dispose();
      server.link().closing();
    }
  }

  private void assertHandshake(Reason expected, RawServer.Script script) throws Exception {
    FetcherConfig config = trusting().connectTimeout(Duration.ofMillis(500));
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(script)) {
      assertReason(expected, fault(exchange, at("secure.test", server)));
    }
  }

  private static dev.fetchfold.policy.Attempt at(String host, RawServer server) {
    return SampleAttempts.get("https://" + host + ":" + server.port() + "/");
  }

  private static FetcherConfig trusting() throws Exception {
    return named(FetcherConfig.defaults()).trustManager(certificates.trustManager());
  }

  private static FetcherConfig named(FetcherConfig config) {
    return config.resolver(host -> List.of(InetAddress.getLoopbackAddress()));
  }

  private static ServerSocketFactory sockets() throws Exception {
    return certificates.context().getServerSocketFactory();
  }

  private static ServerSocketFactory demanding() throws Exception {
    ServerSocketFactory sockets = sockets();
    return new ServerSocketFactory() {
      @Override
      public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
          throws IOException {
        SSLServerSocket socket =
            (SSLServerSocket) sockets.createServerSocket(port, backlog, address);
        socket.setNeedClientAuth(true);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"}); // says so within the handshake
        return socket;
      }

      @Override
      public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static void drop(RawServer.Link link) {
    try {
      link.send(new byte[1]);
    } catch (IOException closed) {
      throw new IllegalStateException(closed); // ends the dripping
    }
  }

  /** Trusts every certificate, for any host, or fails. */
  private static final class Careless extends X509ExtendedTrustManager {
    private final @Nullable Error thrown;

    Careless(@Nullable Error thrown) {
      this.thrown = thrown;
    }

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
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
