package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.url.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes connections: name, address, TCP, TLS. Blocks, for a virtual thread of its own: a name may
 * take any time, and connections are made seldom.
 */
final class AsyncConnector implements AutoCloseable {
  private final FetcherConfig config;
  private final Alarms alarms;
  private final ConnectionInitiator reactor;
  private final Names names;
  private final Tls tls;

  AsyncConnector(FetcherConfig config, Alarms alarms, ConnectionInitiator reactor) {
    this.config = config;
    this.alarms = alarms;
    this.reactor = reactor;
    this.names = new Names(config);
    this.tls = new Tls(config);
  }

  /** A connection to the first address that accepts one; an abort ends it through the handle. */
  AsyncConnection connect(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    IOSession session = reach(origin, handle);
    AsyncConnection connection = (AsyncConnection) session.getHandler();
    if (origin.secure()) {
      secure(connection, origin, handle);
    }
    return connection;
  }

  private IOSession reach(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    Iterator<InetAddress> addresses = names.addresses(origin.host(), handle).iterator();
    HttpHost host = new HttpHost(origin.scheme(), origin.host(), origin.port());
    while (true) { // CONN-03
      InetSocketAddress address = new InetSocketAddress(addresses.next(), origin.port());
      Awaited<IOSession> opened = new Awaited<>(late -> late.close(CloseMode.IMMEDIATE));
      handle.hold(() -> opened.cancel(false));
      reactor.connect(host, address, null, timeout(), null, opened); // TIME-02
      try {
        return opened.get();
      } catch (CancellationException e) {
        throw new AbortedException();
      } catch (ExecutionException e) {
        if (!addresses.hasNext()) {
          IOException thrown = Awaited.thrown(e);
          throw new FaultException(ReplyFaults.connecting(config.connectTimeout(), thrown));
        }
      }
    }
  }

  private void secure(AsyncConnection connection, Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    Awaited<TransportSecurityLayer> secured = new Awaited<>(late -> {});
    Runnable giveUp =
        () -> {
          secured.cancel(false); // first: the end of the connection would be a fault of TLS
          connection.close(CloseMode.IMMEDIATE);
        };
    handle.hold(giveUp);
    Alarms.Alarm alarm = alarms.in(config.connectTimeout().toNanos(), giveUp);
    connection.secure(secured, session -> upgrade(session, origin, secured));
    try {
      secured.get();
    } catch (CancellationException e) {
      if (!alarm.rang()) {
        throw new AbortedException();
      } // else TIME-02
    } catch (ExecutionException e) {
      connection.close(CloseMode.IMMEDIATE);
      throw new FaultException(WireFaults.handshake(Awaited.thrown(e)));
    } finally {
      alarm.close();
    }
    if (alarm.rang()) {
      throw new FaultException(WireFaults.handshakeTimeout(config.connectTimeout(), null));
    }
  }

  private void upgrade(
      TransportSecurityLayer session, Origin origin, Awaited<TransportSecurityLayer> secured) {
    try {
      tls.handshake(session, origin, secured);
    } catch (Throwable t) { // a trust manager of the caller's may throw anything (FOLD-02)
      secured.completeExceptionally(t);
    }
  }

  private Timeout timeout() {
    return Timeout.of(config.connectTimeout());
  }

  @Override
  public void close() {
    names.close();
  }
}
