package dev.fetchfold.agreement.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that {@code certificates.sh} has made, each known by its organization. */
final class Certificates {
  private static final char[] PASSWORD = "fetchfold".toCharArray();

  private Certificates() {}

  /** What a server with one of them is made of. */
  static SSLContext server(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("it", key(), PASSWORD, new Certificate[] {certificate(name)});
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** Trusts their authority and nobody else. */
  static X509TrustManager authority() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("ca", all("ca.pem").iterator().next());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Certificate certificate(String name) throws GeneralSecurityException, IOException {
    return all("certificates.pem").stream()
        .filter(each -> isOf((X509Certificate) each, name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(X509Certificate certificate, String name) {
    String subject = certificate.getSubjectX500Principal().getName();
    return Arrays.asList(subject.split(",")).contains("O=" + name);
  }

  private static Collection<? extends Certificate> all(String file)
      throws GeneralSecurityException, IOException {
    try (InputStream pem = open(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
  }

  private static PrivateKey key() throws GeneralSecurityException, IOException {
    try (InputStream pem = open("key.pem")) {
      String text = new String(pem.readAllBytes(), StandardCharsets.US_ASCII);
      byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
  }

  static InputStream open(String file) throws IOException {
    InputStream stream = Certificates.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IOException("there is no " + file);
    }
    return stream;
  }
}
