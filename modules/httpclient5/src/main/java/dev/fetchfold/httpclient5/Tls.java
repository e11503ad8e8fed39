package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** TLS as configured; certificates and host names are always verified (SEC-02). */
final class Tls {
  private final DefaultClientTlsStrategy strategy;

  Tls(FetcherConfig config) {
    strategy =
        new DefaultClientTlsStrategy(
            context(config),
            // BOTH: a trust manager of the caller's that is an X509ExtendedTrustManager would
            // otherwise decide whether names are verified.
            HostnameVerificationPolicy.BOTH,
            new DefaultHostnameVerifier());
  }

  /** Shakes hands over a connected socket, for as long as the server takes. */
  SSLSocket handshake(Socket socket, String host) throws IOException {
    return strategy.upgrade(socket, host, socket.getPort(), null, HttpCoreContext.create());
  }

  private static SSLContext context(FetcherConfig config) {
    @Nullable KeyManager[] keys =
        config.keyManager().map(key -> new KeyManager[] {key}).orElse(null);
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
