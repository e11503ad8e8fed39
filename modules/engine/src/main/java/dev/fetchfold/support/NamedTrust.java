package dev.fetchfold.support;

import dev.fetchfold.policy.ServerName;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts what another trust manager does, if the certificate is for the host (SEC-02). That the
 * other may be an X509ExtendedTrustManager is hidden, or it would ask the JDK about the name.
 */
record NamedTrust(X509TrustManager judge, ServerName server) implements X509TrustManager {
  private static final Integer DNS_NAME = 2;

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType);
    if (!server.isOneOf(names(chain[0]))) {
      throw new CertificateException("the certificate is not for " + server.host());
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    if (all != null) {
      all.stream()
          .filter(each -> DNS_NAME.equals(each.get(0)))
          .forEach(each -> names.add((String) each.get(1)));
    }
    return names;
  }
}
