package dev.fetchfold.benchmarks.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks an origin for its counters, on a port of their own, so that asking is not counted and leaves
 * nothing open.
 *
 * @param port the origin's {@link Origin#control} port
 */
public record OriginControl(int port) {
  private static final int PATIENCE_MS = 30_000;

  /**
   * The counters.
   *
   * @return as they are
   * @throws IOException if the origin does not answer
   */
  public OriginCounts counts() throws IOException {
    return ask(Playground.COUNTERS);
  }

  /**
   * Begins a new peak.
   *
   * @return the counters after it
   * @throws IOException if the origin does not answer
   */
  public OriginCounts resetPeak() throws IOException {
    return ask(Playground.RESET_PEAK);
  }

  /**
   * Answers what is held.
   *
   * @return the counters meanwhile
   * @throws IOException if the origin does not answer
   */
  public OriginCounts release() throws IOException {
    return ask(Playground.RELEASE);
  }

  private OriginCounts ask(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      String head = "GET " + path + " HTTP/1.1\r\nHost: control\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return OriginCounts.parse(reply.substring(reply.indexOf("\r\n\r\n") + 4));
    }
  }
}
