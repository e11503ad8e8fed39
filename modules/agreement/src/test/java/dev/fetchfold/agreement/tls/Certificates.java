package dev.fetchfold.agreement.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that {@code certificates.sh} has made, each known by its organization. */
final class Certificates {
  private static final char[] PASSWORD = "fetchfold".toCharArray();

  private Certificates() {}

  /** One of them in a file of its own. */
  static Path file(String name, Path directory) throws GeneralSecurityException, IOException {
    String der = Base64.getMimeEncoder().encodeToString(certificate(name).getEncoded());
    String pem = "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(directory.resolve(name + ".pem"), pem);
  }

  /** The key of all of them in a file. */
  static Path key(Path directory) throws IOException {
    try (InputStream pem = open("key.pem")) {
      return Files.write(directory.resolve("key.pem"), pem.readAllBytes());
    }
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

  static InputStream open(String file) throws IOException {
    InputStream stream = Certificates.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IOException("there is no " + file);
    }
    return stream;
  }
}
