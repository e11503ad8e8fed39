package dev.fetchfold.httpcore5;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that plays a script on each connection and notes how each ended. */
final class RawServer implements AutoCloseable {
  /** What to do with a connection; it is closed afterwards. */
  interface Script {
    void play(Peer peer) throws Exception;
  }

  /** How the client ended a connection. */
  enum End {
    IN_ORDER,
    RESET
  }

  private final ServerSocket listener;
  private final Script script;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> mishaps = new ConcurrentLinkedQueue<>();
  final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

  private RawServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  static RawServer start(Script script) throws IOException {
    return start(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script);
  }

  static RawServer start(ServerSocket listener, Script script) {
    RawServer server = new RawServer(listener, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** Sends the same bytes after each head, for as long as the client sends heads. */
  static RawServer answering(String reply) throws IOException {
    return start(peer -> peer.answer(reply));
  }

  /** Sends these bytes after the first head, then closes in order. */
  static RawServer closingAfter(String reply) throws IOException {
    return start(
        peer -> {
          peer.hasHead();
          peer.send(reply);
        });
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** The number of connections accepted so far. */
  int connections() {
    return accepted.get();
  }

  /** Those of them whose scripts are being played. */
  int open() {
    return open.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.incrementAndGet();
        accepted.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> play(socket));
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private void play(Socket socket) {
    try (socket) {
      script.play(new Peer(socket));
    } catch (IOException e) {
      // The client went away; the tests look at `ends` where that matters.
    } catch (Exception | AssertionError e) {
      mishaps.add(e);
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    try (listener) {
      sockets.forEach(RawServer::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!mishaps.isEmpty()) {
      throw new AssertionError("a script failed", mishaps.peek());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Up to the empty line. */
  static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException();
      }
      head.write(read);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** The server's side of one connection. */
  final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String head = "";

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    /** Reads a head; false if the connection ended instead, which is noted. */
    boolean hasHead() throws IOException {
      try {
        head = readHead(in);
      } catch (EOFException e) {
        ends.add(End.IN_ORDER);
        return false;
      } catch (IOException e) {
        ends.add(End.RESET);
        return false;
      }
      heads.add(head);
      return true;
    }

    /** The head read last. */
    String head() {
      return head;
    }

    /** Sends the same bytes after each head, for as long as the client sends heads. */
    void answer(String reply) throws IOException {
      while (hasHead()) {
        send(reply);
      }
    }

    /** Reads so many bytes of a body. */
    String body(int length) throws IOException {
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    void send(String bytes) throws IOException {
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Reads so many bytes of anything. */
    void skip(int length) throws IOException {
      in.readNBytes(length);
    }

    /** Sends the first bytes, then the same for as long as the client takes them. */
    void sendForever(String first, String bytes) {
      byte[] endless = bytes.getBytes(StandardCharsets.ISO_8859_1);
      try {
        send(first);
        while (true) {
          out.write(endless);
        }
      } catch (IOException e) {
        ends.add(End.RESET);
      }
    }

    /** Blocks until the client ends the connection, and notes how. */
    void awaitEnd() {
      try {
        in.transferTo(OutputStream.nullOutputStream());
        ends.add(End.IN_ORDER);
      } catch (IOException e) {
        ends.add(End.RESET);
      }
    }

    /** Blocks until the test says so. */
    void await(CountDownLatch latch) throws InterruptedException {
      Patience.await(latch);
    }

    /** What is beneath the script's bytes. */
    Socket socket() {
      return socket;
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
