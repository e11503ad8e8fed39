package dev.fetchfold.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A port of 127.0.0.1 to which no connection can be made. */
public final class DeadEnd implements AutoCloseable {
  private static final int FILLING = 8;
  private static final int PROBE_MILLIS = 250;

  private final int port;
  private final List<AutoCloseable> held;

  private DeadEnd(int port, List<AutoCloseable> held) {
    this.port = port;
    this.held = held;
  }

  /**
   * A port that refuses: held by a socket that does not listen.
   *
   * @return the port, until closed
   */
  public static DeadEnd refusing() {
    try {
      Socket socket = new Socket();
      socket.bind(loopback(0));
      return new DeadEnd(socket.getLocalPort(), List.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port that does not answer at all: its queue of connections to be accepted is full.
   *
   * @return the port, until closed; empty where the system answers all the same
   */
  public static Optional<DeadEnd> unanswering() {
    try {
      List<AutoCloseable> held = new ArrayList<>();
      ServerSocket listener = new ServerSocket();
      held.add(listener);
      listener.bind(loopback(0), 1);
      DeadEnd deadEnd = new DeadEnd(listener.getLocalPort(), held);
      if (deadEnd.fill() && deadEnd.isUnanswering()) {
        return Optional.of(deadEnd);
      }
      deadEnd.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where nobody is.
   *
   * @return the port
   */
  public int port() {
    return port;
  }

  /**
   * A URL there.
   *
   * @param path with or without a query
   * @return such as {@code http://127.0.0.1:4711/path}
   */
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Gives the port back. */
  @Override
  public void close() {
    for (AutoCloseable each : held) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("a socket could not be closed", e);
      }
    }
  }

  private boolean fill() throws IOException {
    for (int i = 0; i < FILLING; i++) {
      SocketChannel channel = SocketChannel.open();
      held.add(channel);
      channel.configureBlocking(false);
      try {
        boolean connectedAtOnce = channel.connect(loopback(port));
        if (connectedAtOnce && i == FILLING - 1) {
          return false;
        }
      } catch (ConnectException e) {
        return false;
      }
    }
    return true;
  }

  private boolean isUnanswering() throws IOException {
    try (Socket probe = new Socket()) {
      probe.connect(loopback(port), PROBE_MILLIS);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }
}
