package dev.fetchfold.vertx;

import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * The configured trust and key managers, in factories of Netty: Vert.x, given a manager without
 * one, logs by SLF4J, which it does not bring along.
 */
final class Tls {
  private Tls() {}

  static TrustOptions trust(X509TrustManager judge) {
    return TrustOptions.wrap(new TrustManagerFactoryWrapper(new Named(judge)));
  }

  static KeyCertOptions keys(X509KeyManager keys) {
    return KeyCertOptions.wrap(new KeyManagerFactoryWrapper(keys));
  }

  /**
   * Hides that a trust manager may be an X509ExtendedTrustManager: the JDK leaves the host name to
   * such a one, and verifies it itself after any other (SEC-02).
   */
  private record Named(X509TrustManager judge) implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      judge.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      try {
        judge.checkServerTrusted(chain, authType);
      } catch (RuntimeException | Error thrown) {
        throw new CertificateException("the trust manager failed", thrown);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
