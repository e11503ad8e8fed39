package dev.fetchfold.agreement.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers every request with a 200, over the TLS of OpenSSL: a server of the JDK ends the handshake
 * of who announces a name with an underscore. In front of it stands a relay, which notes the names
 * that are announced.
 */
final class NamedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Process openssl;
  private final int behind;
  private final Queue<String> announced = new ConcurrentLinkedQueue<>();

  /** A server with one of the {@link Certificates}, on every address of this machine. */
  NamedServer(Path certificate, Path key) throws IOException {
    openssl = start(certificate, key);
    behind = port(openssl);
    listener = new ServerSocket(0, 50, InetAddress.getByName("::"));
    Thread.ofVirtual().name("named-server").start(this::accept);
  }

  /** Whether this machine has OpenSSL. */
  static boolean canStart() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static Process start(Path certificate, Path key) throws IOException {
    return new ProcessBuilder(
            "openssl",
            "s_server",
            "-4",
            "-accept",
            "127.0.0.1:0",
            "-www",
            "-cert",
            certificate.toString(),
            "-key",
            key.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** It says {@code ACCEPT 127.0.0.1:12345} when it is ready. */
  private static int port(Process openssl) throws IOException {
    BufferedReader said = openssl.inputReader();
    String line = said.readLine();
    while (line != null && !line.startsWith("ACCEPT")) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("openssl s_server has ended");
    }
    Thread.ofVirtual().name("named-server-said").start(() -> said.lines().forEach(each -> {}));
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
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
        Socket client = listener.accept();
        Thread.ofVirtual().name("named-server-connection").start(() -> relay(client));
      }
    } catch (IOException closed) {
      // This is how it ends.
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      byte[] hello = ClientHello.read(client.getInputStream());
      ClientHello.serverName(hello).ifPresent(announced::add);
      server.getOutputStream().write(hello);
      Thread.ofVirtual().name("named-server-replies").start(() -> copy(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException refused) {
      // The client did not like the certificate, which is for the test to see.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      // By either of them.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    openssl.destroy();
  }
}
