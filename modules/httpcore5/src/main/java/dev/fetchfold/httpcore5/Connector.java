package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.url.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  /** A connection to the first address that accepts one; an abort ends it through the handle. */
  Connection connect(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    Wire wire = reach(origin, handle);
    return origin.secure() ? secure(wire, origin) : Connection.plain(wire);
  }

  private Wire reach(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    Iterator<InetAddress> addresses = names.addresses(origin.host(), handle).iterator();
    while (true) { // CONN-03
      InetSocketAddress address = new InetSocketAddress(addresses.next(), origin.port());
      try {
        return reach(address, handle);
      } catch (IOException e) {
        if (!addresses.hasNext() || Thread.currentThread().isInterrupted()) {
          throw new FaultException(ReplyFaults.connecting(config.connectTimeout(), e));
        }
      }
    }
  }

  private Wire reach(InetSocketAddress address, AbortHandle handle)
      throws IOException, AbortedException {
    Wire wire = Wire.open();
    handle.hold(wire::reset);
    try {
      wire.setTcpNoDelay(true);
      wire.connect(address, connectMillis()); // TIME-02
      return wire;
    } catch (IOException e) {
      wire.reset();
      throw e;
    }
  }

  private Connection secure(Wire wire, Origin origin) throws FaultException {
    Alarms.Alarm alarm = alarms.in(config.connectTimeout().toNanos(), wire::reset);
    try {
      SSLSocket secure = tls.handshake(wire, origin.host());
      alarm.close();
      if (alarm.rang()) {
        throw new SocketTimeoutException("The handshake ended when its time was over");
      }
      return Connection.secure(wire, secure);
    } catch (Throwable t) { // a trust manager of the caller's may throw anything (FOLD-02)
      alarm.close();
      wire.reset();
      throw new FaultException(
          alarm.rang() // TIME-02: a server that drips never meets a timeout per read
              ? WireFaults.handshakeTimeout(config.connectTimeout(), t)
              : WireFaults.handshake(t));
    }
  }

  private int connectMillis() {
    return Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    names.close();
  }
}
