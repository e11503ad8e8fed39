package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.support.ClientTls;
import dev.fetchfold.url.Origin;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * TLS as configured; certificates and host names are always verified (SEC-02). Loading the JDK's
 * authorities takes a tenth of a second, so it waits for the first handshake.
 */
final class Tls {
  private final FetcherConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable ClientTls tls;

  Tls(FetcherConfig config) {
    this.config = config;
  }

  /** Shakes hands over a connected socket, for as long as the server takes. */
  SSLSocket handshake(Socket socket, String host) throws IOException {
    SSLSocket secure = tls().layer(socket, host);
    secure.startHandshake();
    return secure;
  }

  /** Begins to shake hands on a session, for as long as the server takes. */
  void handshake(
      TransportSecurityLayer session,
      Origin origin,
      FutureCallback<TransportSecurityLayer> secured) {
    ClientTls present = tls();
    String host = origin.host(); // not an HttpHost's, which is no longer in ASCII
    session.startTls(
        present.context(host),
        new HttpHost(origin.scheme(), host, origin.port()),
        SSLBufferMode.STATIC,
        (endpoint, engine) -> present.prepare(engine, host),
        null,
        Timeout.DISABLED,
        secured);
  }

  private ClientTls tls() {
    ClientTls present = tls;
    return present != null ? present : create();
  }

  private ClientTls create() {
    lock.lock();
    try {
      ClientTls present = tls;
      if (present == null) {
        present = new ClientTls(config);
        tls = present;
      }
      return present;
    } finally {
      lock.unlock();
    }
  }
}
