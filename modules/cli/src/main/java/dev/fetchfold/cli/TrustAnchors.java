package dev.fetchfold.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities of a PEM file, trusted in place of the system's, as by curl. */
final class TrustAnchors {
  private TrustAnchors() {}

  /** The file is no use; the message is for the user and names it. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(Path file, String problem) {
      super("\"" + file + "\", expected a file of PEM certificates, but " + problem);
    }
  }

  /**
   * Reads the file.
   *
   * @param file one certificate or more, PEM
   * @return who trusts what they vouch for, and nothing else
   * @throws Unusable if it cannot be read or holds no certificate
   */
  static X509TrustManager read(Path file) throws Unusable {
    try (InputStream in = Files.newInputStream(file)) {
      return trusting(CertificateFactory.getInstance("X.509").generateCertificates(in), file);
    } catch (IOException e) {
      throw new Unusable(file, Messages.of(e));
    } catch (CertificateException e) {
      throw new Unusable(file, "it holds something else");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has X.509 and a key store", e);
    }
  }

  private static X509TrustManager trusting(Collection<? extends Certificate> anchors, Path file)
      throws Unusable, GeneralSecurityException, IOException {
    if (anchors.isEmpty()) {
      throw new Unusable(file, "there is none");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate anchor : anchors) {
      store.setCertificateEntry("ca-" + number, anchor);
      number++;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return only(factory.getTrustManagers());
  }

  private static X509TrustManager only(TrustManager[] managers) {
    return Arrays.stream(managers)
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
