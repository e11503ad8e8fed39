package dev.fetchfold.agreement.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The origin server of the soak, in a JVM of its own: it does what the path of a request says,
 * keeps no record but three counts, and has a virtual thread per connection.
 */
final class Origin {
  /** Several, so that the client's side does not run out of ports. */
  static final int PORTS = 8;

  private static final int BACKLOG = 1024;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger mostHeld = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(1);

  private Origin() {}

  /**
   * Prints its ports on one line, then answers each line of standard input: {@code counts} with
   * open connections, held requests and the peak of those; {@code open} lets the held ones go. Ends
   * with its standard input.
   */
  public static void main(String[] args) throws IOException {
    Origin origin = new Origin();
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i < PORTS; i++) {
      ports.append(origin.listen()).append(' ');
    }
    System.out.println(ports.toString().strip());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(origin.answer(order));
    }
    System.exit(0);
  }

  private String answer(String order) {
    return switch (order) {
      case "counts" -> open.size() + " " + held.get() + " " + mostHeld.get();
      case "open" -> {
        CountDownLatch shut = gate;
        gate = new CountDownLatch(1);
        shut.countDown();
        yield order;
      }
      case "forget" -> {
        mostHeld.set(0);
        yield order;
      }
      default -> throw new IllegalArgumentException("no such order: " + order);
    };
  }

  private int listen() throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(listener));
    return listener.getLocalPort();
  }

  private void accept(ServerSocket listener) {
    while (true) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        throw new IllegalStateException("the origin cannot accept", e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader requests =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 512);
      String path = path(requests);
      while (!path.isEmpty() && reply(path, socket)) {
        path = path(requests);
      }
      requests.transferTo(Writer.nullWriter()); // a stalled one, until its client has gone
    } catch (IOException e) {
      // The client has gone, which is what some tasks are about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** The head of a request without a body; empty when there is none any more. */
  private static String path(BufferedReader requests) throws IOException {
    String first = requests.readLine();
    if (first == null) {
      return "";
    }
    String line = first;
    while (line != null && !line.isEmpty()) {
      line = requests.readLine();
    }
    return first.split(" ", 3)[1];
  }

  /** False if the connection serves no further request. */
  private boolean reply(String path, Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    if (path.startsWith("/held/")) {
      hold();
      out.write(whole(200, path));
      return true;
    }
    switch (Task.of(path)) {
      case WHOLE -> out.write(whole(200, path));
      case BUSY -> out.write(whole(503, path));
      case DRIP -> drip(out, whole(200, path));
      case TRUNCATE -> {
        byte[] whole = whole(200, path);
        out.write(whole, 0, whole.length - 1);
        socket.shutdownOutput();
        return false;
      }
      case RESET -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case STALL -> {
        return false;
      }
    }
    return true;
  }

  private void hold() throws InterruptedException {
    CountDownLatch shut = gate;
    mostHeld.accumulateAndGet(held.incrementAndGet(), Math::max);
    shut.await();
    held.decrementAndGet();
  }

  private static void drip(OutputStream out, byte[] bytes) throws IOException {
    for (byte each : bytes) {
      out.write(each);
    }
  }

  private static byte[] whole(int status, String body) {
    String head = "HTTP/1.1 %d Soak\r\nContent-Length: %d\r\n\r\n".formatted(status, body.length());
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
