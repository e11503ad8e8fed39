package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;

/** One connection that is open, with its handshake done; used by one call at a time. */
final class Connection extends DefaultBHttpClientConnection {
  /** After a rest longer than this, a connection is asked whether its peer has ended it. */
  private static final long REST = TimeUnit.SECONDS.toNanos(1);

  private final Socket socket;
  private final Optional<SSLSocket> tls;
  private final Incoming incoming;
  private final HeadParser parser;
  private long rested = System.nanoTime();

  private Connection(
      Http1Config http1,
      Socket socket,
      Optional<SSLSocket> tls,
      Incoming incoming,
      HeadParser parser)
      throws IOException {
    super(http1, null, null, null, null, null, config -> parser);
    this.socket = socket;
    this.tls = tls;
    this.incoming = incoming;
    this.parser = parser;
    bind(holder());
  }

  static Connection plain(FetcherConfig config, Socket socket) throws IOException {
    return over(config, socket, Optional.empty(), socket.getInputStream());
  }

  static Connection secure(FetcherConfig config, Socket socket, SSLSocket tls) throws IOException {
    return over(config, socket, Optional.of(tls), tls.getInputStream());
  }

  private static Connection over(
      FetcherConfig config, Socket socket, Optional<SSLSocket> tls, InputStream in)
      throws IOException {
    Http1Config http1 = Http1.config(config);
    Incoming incoming = new Incoming(in);
    return new Connection(http1, socket, tls, incoming, new HeadParser(http1, incoming));
  }

  /** Whether the peer has ended the connection and we have met that end. */
  boolean inputEnded() {
    return incoming.ended();
  }

  /** Bytes beyond the reply that were read together with it; the others are found by isUsable. */
  boolean hasSurplus() {
    return parser.hasSurplus();
  }

  /** Back to the pool. */
  void rest() {
    rested = System.nanoTime();
  }

  /** Whether a rested connection may carry a request: open, and nothing has come meanwhile. */
  boolean isUsable() {
    try {
      if (!isOpen() || hasBytes()) {
        return false;
      }
      return !hasRested() || (!isStale() && !hasBytes()); // isStale reads, for 1 ms
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasRested() {
    return System.nanoTime() - rested > REST;
  }

  /** SEC-06: what nobody asked for would be taken for the next reply. */
  private boolean hasBytes() throws IOException {
    return parser.hasSurplus()
        || incoming.available() > 0
        || socket.getInputStream().available() > 0;
  }

  /**
   * GRACEFUL ends it in order, without waiting for the peer as the inherited method would;
   * IMMEDIATE resets it.
   */
  @Override
  public void close(CloseMode mode) {
    if (mode == CloseMode.GRACEFUL) {
      part();
    }
    super.close(CloseMode.IMMEDIATE);
  }

  private void part() {
    try (socket) {
      if (tls.isPresent()) {
        tls.get().shutdownOutput();
      }
    } catch (IOException e) {
      // It has ended already, which is what was wanted.
    }
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }

  private SocketHolder holder() {
    return tls.<SocketHolder>map(secure -> new Secure(secure)).orElseGet(Plain::new);
  }

  private final class Plain extends SocketHolder {
    Plain() {
      super(socket);
    }

    @Override
    protected InputStream getInputStream(Socket ignored) {
      return incoming;
    }
  }

  private final class Secure extends SocketHolder {
    Secure(SSLSocket secure) {
      super(secure, socket);
    }

    @Override
    protected InputStream getInputStream(Socket ignored) {
      return incoming;
    }
  }
}
