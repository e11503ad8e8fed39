package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Origin;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.Alarms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Iterator;
import javax.net.ssl.SSLSocket;

/** Makes connections: name, address, TCP, TLS. */
final class Connector implements AutoCloseable {
  private final FetcherConfig config;
  private final Alarms alarms;
  private final Names names;
  private final Tls tls;

  Connector(FetcherConfig config, Alarms alarms) {
    this.config = config;
    this.alarms = alarms;
    names = new Names(config);
    tls = new Tls(config);
  }

  /** A connection to the first address that accepts one; an abort ends it through the grip. */
  Connection connect(Origin origin, Grip grip)
      throws NoConnectionException, AbortedException, InterruptedException {
    Socket socket = reach(origin, grip);
    return origin.secure() ? secure(socket, origin) : plain(socket);
  }

  private Socket reach(Origin origin, Grip grip)
      throws NoConnectionException, AbortedException, InterruptedException {
    Iterator<InetAddress> addresses = names.addresses(origin.host(), grip).iterator();
    while (true) { // CONN-03
      InetSocketAddress address = new InetSocketAddress(addresses.next(), origin.port());
      Socket socket = new Socket();
      grip.hold(() -> reset(socket));
      try {
        socket.setTcpNoDelay(true);
        socket.connect(address, connectMillis()); // TIME-02
        return socket;
      } catch (IOException e) {
        reset(socket);
        if (!addresses.hasNext() || Thread.currentThread().isInterrupted()) {
          throw new NoConnectionException(ReplyFaults.connecting(config.connectTimeout(), e));
        }
      }
    }
  }

  private Connection plain(Socket socket) throws NoConnectionException {
    try {
      return Connection.plain(config, socket);
    } catch (IOException e) {
      throw new NoConnectionException(ReplyFaults.connecting(config.connectTimeout(), e));
    }
  }

  private Connection secure(Socket socket, Origin origin) throws NoConnectionException {
    Alarms.Alarm alarm = alarms.in(config.connectTimeout().toNanos(), () -> reset(socket));
    try {
      SSLSocket secure = tls.handshake(socket, origin.host());
      alarm.close();
      if (alarm.rang()) {
        throw new SocketTimeoutException("The handshake ended when its time was over");
      }
      return Connection.secure(config, socket, secure);
    } catch (IOException | RuntimeException e) { // a trust manager of the caller's may throw
      alarm.close();
      reset(socket);
      throw new NoConnectionException(
          alarm.rang() // TIME-02: a server that drips never meets a timeout per read
              ? WireFaults.handshakeTimeout(config.connectTimeout(), e)
              : WireFaults.handshake(e));
    }
  }

  private int connectMillis() {
    return Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Ends it at once, whoever is blocked on it. */
  private static void reset(Socket socket) {
    try (Socket closing = socket) {
      closing.setSoLinger(true, 0);
    } catch (IOException e) {
      // It was not open.
    }
  }

  @Override
  public void close() {
    names.close();
  }
}
