package dev.fetchfold.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TlsTest {

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "WRONG_HOST", "SELF_SIGNED"})
  void badCertificatesAreBad(Identity identity) throws Exception {
    try (OriginServer server = OriginServer.startTls(identity);
        SSLSocket socket = connect(server)) {
      assertThrows(SSLException.class, socket::startHandshake);
      server.ledger().await("the failure", TlsTest::failed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTrustedCertificateIsTrusted(Protocol protocol) throws Exception {
    try (OriginServer server = OriginServer.startTls(Identity.TRUSTED);
        SSLSocket socket = connect(server)) {
      socket.setEnabledProtocols(new String[] {protocol.standardName});
      socket.startHandshake();
      server.on("/", Script.text("secret"));
      server.on("/close", Script.untilClose(dev.fetchfold.Headers.empty(), Bytes.latin1("end")));
      RawClient client = new RawClient(socket);
      client.get("/").head();
      assertEquals("secret", client.read(6));
      client.get("/close").head();
      assertEquals("end", client.rest());
    }
  }

  enum Protocol {
    V12("TLSv1.2"),
    V13("TLSv1.3");

    final String standardName;

    Protocol(String standardName) {
      this.standardName = standardName;
    }
  }

  @Test
  void noticesThatTheClientClosed() throws Exception {
    try (OriginServer server = OriginServer.startTls(Identity.TRUSTED)) {
      server.on("/", Script.hang());
      try (RawClient client = new RawClient(connect(server))) {
        client.get("/");
        server.ledger().await("the head", ledger -> ledger.headCount() == 1);
      }
      server.ledger().await("the abort", ledger -> ledger.openConnections() == 0);
      assertEquals(1, server.ledger().abandoned());
    }
  }

  @Test
  void asksForACertificate() throws Exception {
    try (OriginServer server = OriginServer.startMutualTls(Identity.TRUSTED)) {
      server.otherwise(Script.status(204));
      try (SSLSocket stranger = connect(server)) {
        assertThrows(IOException.class, () -> new RawClient(stranger).get("/").read(1));
      }
      server.ledger().await("the failure", TlsTest::failed);
      try (SSLSocket known = connect(server, Identity.CLIENT.keyManager())) {
        assertTrue(new RawClient(known).get("/").head().contains(" 204 "));
      }
    }
  }

  @Test
  void dripsAHandshakeWithoutEnd() throws Exception {
    LineScript drip = LineScript.dripsHandshake(Duration.ofMillis(1));
    try (OriginServer server = OriginServer.startRaw("https", drip);
        RawClient client = new RawClient(server)) {
      client.send("\u0016");
      assertEquals("\u0016\u0003\u0003@\u0000\u0002\u0000?\u00fc\u0003\u0003", client.read(11));
      assertEquals(100, client.read(100).length());
      client.reset();
      server.ledger().await("the close", ledger -> ledger.openConnections() == 0);
    }
  }

  @Test
  void breaksBelowHttp() throws Exception {
    try (OriginServer closes = OriginServer.startRaw("https", LineScript.closes());
        OriginServer resets = OriginServer.startRaw("https", LineScript.resets());
        OriginServer says =
            OriginServer.startRaw("https", LineScript.says(Bytes.latin1("HTTP/1.1 400 x\r\n")))) {
      assertThrows(IOException.class, connect(closes)::startHandshake);
      assertThrows(IOException.class, connect(resets)::startHandshake);
      assertThrows(SSLException.class, connect(says)::startHandshake);
    }
  }

  @Test
  void deadEnds() throws Exception {
    try (DeadEnd refusing = DeadEnd.refusing()) {
      assertThrows(
          ConnectException.class,
          () -> new Socket(InetAddress.getLoopbackAddress(), refusing.port()));
    }
    DeadEnd.unanswering().ifPresent(TlsTest::assertUnanswering);
  }

  private static void assertUnanswering(DeadEnd deadEnd) {
    try (deadEnd;
        Socket socket = new Socket()) {
      assertThrows(
          SocketTimeoutException.class,
          () ->
              socket.connect(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), deadEnd.port()), 100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean failed(Ledger ledger) {
    return ledger.entries(Entry.Unsecured.class).size() == 1;
  }

  private static SSLSocket connect(OriginServer server, KeyManager... keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {Identity.authority()}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }
}
