package dev.fetchfold.support;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager of the caller's, as the JDK is to see it: a callback of the fetcher's runs, and
 * whatever it throws is an exception of the handshake (FOLD-02). That it may be an
 * X509ExtendedTrustManager is hidden: the JDK leaves the host name to such a one, and verifies it
 * itself after any other (SEC-02).
 */
record CallersTrust(X509TrustManager judge, Runs runs) implements X509TrustManager {

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    Runs.CallbackScope scope = runs.enter();
    try {
      judge.checkServerTrusted(chain, authType);
    } catch (RuntimeException | Error thrown) {
      throw new CertificateException("the trust manager threw", thrown);
    } finally {
      runs.leave(scope);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    X509Certificate @Nullable [] issuers = runs.call(judge::getAcceptedIssuers);
    return Objects.requireNonNullElse(issuers, new X509Certificate[0]);
  }
}
