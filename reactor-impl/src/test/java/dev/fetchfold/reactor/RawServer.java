package dev.fetchfold.reactor;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that does to its connections, each on a thread of its own, what a test says. */
final class RawServer implements Closeable {
  private final ServerSocket socket;
  private final Script script;
  private final BlockingQueue<Link> accepted = new LinkedBlockingQueue<>();
  private final Semaphore ended = new Semaphore(0);

  /** What is done with each connection. */
  @FunctionalInterface
  interface Script {
    void run(Link link) throws IOException, InterruptedException;
  }

  /** How a connection ended. */
  enum Closing {
    IN_ORDER,
    RESET
  }

  private RawServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  static RawServer start(Script script) throws IOException {
    ServerSocket socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    RawServer server = new RawServer(socket, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** Answers every request of every connection with the same bytes. */
  static Script always(String reply) {
    return link -> {
      while (link.head().isPresent()) {
        link.send(reply);
      }
    };
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The next connection, in the order of their coming. */
  Link link() throws InterruptedException {
    Link link = accepted.poll(Watchdog.SECONDS, TimeUnit.SECONDS);
    if (link == null) {
      throw new AssertionError("no further connection");
    }
    return link;
  }

  /** How many connections came that no test has asked for. */
  int unseen() {
    return accepted.size();
  }

  /** Returns when that many connections more have ended. */
  void awaitEnded(int connections) throws InterruptedException {
    if (!ended.tryAcquire(connections, Watchdog.SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(ended.availablePermits() + " have ended, not " + connections);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Link link = new Link(socket.accept());
        accepted.add(link);
        Thread.ofVirtual().start(() -> serve(link));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Link link) {
    try (link) {
      script.run(link);
    } catch (SocketException reset) {
      link.closings.add(Closing.RESET);
    } catch (IOException | InterruptedException gone) {
      // such as a TLS handshake that the test lets fail
    } finally {
      ended.release();
    }
  }

  /** One connection. */
  static final class Link implements Closeable {
    private final Socket socket;
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private final BlockingQueue<Closing> closings = new LinkedBlockingQueue<>();

    Link(Socket socket) {
      this.socket = socket;
    }

    /** Reads a head; empty at the end of the connection. */
    Optional<String> head() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          closings.add(Closing.IN_ORDER);
          return Optional.empty();
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      heads.add(text);
      return Optional.of(text);
    }

    byte[] body(int length) throws IOException {
      return socket.getInputStream().readNBytes(length);
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Reads to the end of the connection. */
    void awaitEnd() throws IOException {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      closings.add(Closing.IN_ORDER);
    }

    /** The next head that was read, for the test. */
    String seenHead() throws InterruptedException {
      String head = heads.poll(Watchdog.SECONDS, TimeUnit.SECONDS);
      if (head == null) {
        throw new AssertionError("no further request on this connection");
      }
      return head;
    }

    /** How often its end was noticed. */
    int closings() {
      return closings.size();
    }

    int unseenHeads() {
      return heads.size();
    }

    /** How the connection ended, for the test. */
    Closing closing() throws InterruptedException {
      Closing closing = closings.poll(Watchdog.SECONDS, TimeUnit.SECONDS);
      if (closing == null) {
        throw new AssertionError("the connection is still open");
      }
      return closing;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
