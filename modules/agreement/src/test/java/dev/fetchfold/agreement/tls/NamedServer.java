package dev.fetchfold.agreement.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/** Answers every request with a 200, over TLS, and notes the names by which it was asked for. */
final class NamedServer implements AutoCloseable {
  private static final byte[] REPLY =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private final SSLServerSocket listener;
  private final Queue<String> announced = new ConcurrentLinkedQueue<>();

  /** A server with one of the {@link Certificates}, on every address of this machine. */
  NamedServer(String certificate) throws GeneralSecurityException, IOException {
    listener =
        (SSLServerSocket)
            Certificates.server(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("::"));
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setSNIMatchers(List.of(new Noting()));
    listener.setSSLParameters(parameters);
    Thread.ofVirtual().name("named-server").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The names that were announced since the last call; {@code none} if none was. */
  String announced() {
    String names = String.join(" ", announced);
    announced.clear();
    return names.isEmpty() ? "none" : names;
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) listener.accept();
        Thread.ofVirtual().name("named-server-connection").start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // This is how it ends.
    }
  }

  private static void serve(SSLSocket socket) {
    try (socket) {
      byte[] head = new byte[4096];
      int length = 0;
      while (!new String(head, 0, length, StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
        int count = socket.getInputStream().read(head, length, head.length - length);
        if (count < 0) {
          return;
        }
        length += count;
      }
      socket.getOutputStream().write(REPLY);
    } catch (IOException refused) {
      // The client did not like the certificate, which is for the test to see.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Noting extends SNIMatcher {
    Noting() {
      super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName name) {
      announced.add(new SNIHostName(name.getEncoded()).getAsciiName());
      return true;
    }
  }
}
