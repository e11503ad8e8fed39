package dev.fetchfold.support;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;

/**
 * A trust manager of the caller's, as the JDK is to see it: whatever it throws is an exception of
 * the handshake. That it may be an X509ExtendedTrustManager is hidden: the JDK leaves the host name
 * to such a one, and verifies it itself after any other (SEC-02).
 */
record CallersTrust(X509TrustManager judge) implements X509TrustManager {

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
    } catch (RuntimeException | Error thrown) { // OUT-02: an Error would end an I/O thread
      throw new CertificateException("the trust manager failed", thrown);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    try {
      return Objects.requireNonNullElse(judge.getAcceptedIssuers(), new X509Certificate[0]);
    } catch (Error thrown) {
      throw new IllegalStateException("the trust manager failed", thrown);
    }
  }
}
