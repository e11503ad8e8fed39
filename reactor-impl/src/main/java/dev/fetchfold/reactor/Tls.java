package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/** TLS of the JDK with the configured trust and key managers. */
final class Tls {
  private Tls() {}

  static SslContext context(FetcherConfig config) {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    config.trustManager().map(Named::new).ifPresent(builder::trustManager);
    config.keyManager().ifPresent(builder::keyManager);
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK offers no TLS", e);
    }
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
