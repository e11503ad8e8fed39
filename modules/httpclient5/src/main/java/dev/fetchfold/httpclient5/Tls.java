package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * TLS as configured; certificates and host names are always verified (SEC-02). Loading the JDK's
 * authorities takes a tenth of a second, so it waits for the first handshake.
 */
final class Tls {
  private static final TlsConfig HTTP_1 =
      TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build();

  private final FetcherConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable DefaultClientTlsStrategy strategy;

  Tls(FetcherConfig config) {
    this.config = config;
  }

  /** Shakes hands over a connected socket, for as long as the server takes. */
  SSLSocket handshake(Socket socket, String host) throws IOException {
    return strategy().upgrade(socket, host, socket.getPort(), null, HttpCoreContext.create());
  }

  /** Begins to shake hands on a session, for as long as the server takes. */
  void handshake(
      TransportSecurityLayer session,
      NamedEndpoint host,
      FutureCallback<TransportSecurityLayer> secured) {
    strategy().upgrade(session, host, HTTP_1, Timeout.DISABLED, secured);
  }

  private DefaultClientTlsStrategy strategy() {
    DefaultClientTlsStrategy present = strategy;
    return present != null ? present : createStrategy();
  }

  private DefaultClientTlsStrategy createStrategy() {
    lock.lock();
    try {
      DefaultClientTlsStrategy present = strategy;
      if (present == null) {
        present = strategy(context(config));
        strategy = present;
      }
      return present;
    } finally {
      lock.unlock();
    }
  }

  /** BOTH: a caller's X509ExtendedTrustManager alone would decide whether names are verified. */
  private static DefaultClientTlsStrategy strategy(SSLContext context) {
    return new DefaultClientTlsStrategy(
        context, HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier());
  }

  private static SSLContext context(FetcherConfig config) {
    KeyManager[] keys = config.keyManager().map(key -> new KeyManager[] {key}).orElse(null);
    TrustManager[] trust = config.trustManager().map(m -> new TrustManager[] {m}).orElse(null);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }
}
