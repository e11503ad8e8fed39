package dev.fetchfold.kit.rules.run;

import dev.fetchfold.origin.Identity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Trusts whom the kit trusts, and does something else before it says so. */
record Judge(Runnable first, X509TrustManager trusting) implements X509TrustManager {
  Judge(Runnable first) {
    this(first, Identity.authority());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trusting.checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    first.run();
    trusting.checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trusting.getAcceptedIssuers();
  }
}
