package dev.fetchfold.support;

import dev.fetchfold.policy.ServerName;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts what another trust manager does, where a host is given only if the certificate is for it
 * (SEC-02). The other may be an X509ExtendedTrustManager, to which the JDK would leave the name.
 */
record NamedTrust(X509TrustManager judge, Optional<ServerName> server) implements X509TrustManager {
  private static final Integer DNS_NAME = 2;

  static NamedTrust ofAnyHost(X509TrustManager judge) {
    return new NamedTrust(judge, Optional.empty());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judged(chain, authType);
    if (server.isPresent() && !server.get().isOneOf(names(chain[0]))) {
      throw new CertificateException("the certificate is not for " + server.get().host());
    }
  }

  /** FOLD-02: JSSE knows exceptions only, and an Error would end the thread that it is on. */
  private void judged(X509Certificate[] chain, String authType) throws CertificateException {
    try {
      judge.checkServerTrusted(chain, authType);
    } catch (RuntimeException | Error thrown) {
      throw new CertificateException("the trust manager threw", thrown);
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
