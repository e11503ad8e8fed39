package dev.fetchfold.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** The certificates of the kit, ready-made: they prove nothing and guard nothing. */
public enum Identity {
  /** For {@code localhost} and the loopback addresses, signed by the kit's authority. */
  TRUSTED,
  /** As {@link #TRUSTED}, expired in 2002. */
  EXPIRED,
  /** As {@link #TRUSTED}, for {@code elsewhere.example} only. */
  WRONG_HOST,
  /** As {@link #TRUSTED}, for {@code *.example.test} only. */
  WILDCARD,
  /** For {@code localhost}, signed by itself. */
  SELF_SIGNED,
  /** For a client, signed by the kit's authority. */
  CLIENT;

  private static final char[] PASSWORD = "fetchfold".toCharArray();

  /**
   * A trust manager that trusts the kit's authority and nobody else.
   *
   * @return the trust manager, to be given to a fetcher's configuration
   */
  public static X509TrustManager authority() {
    try (InputStream pem = resource("ca.pem")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return only(X509TrustManager.class, factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the kit's authority could not be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A key manager that presents this certificate.
   *
   * @return the key manager
   */
  public X509ExtendedKeyManager keyManager() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".p12";
    try (InputStream stored = resource(name)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stored, PASSWORD);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      return only(X509ExtendedKeyManager.class, factory.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name + " could not be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a server that presents this certificate is made of; it trusts the kit's authority.
   *
   * @return the context
   */
  public SSLContext context() {
    return context(keyManager());
  }

  /** What a server with a certificate is made of; it knows the kit's authority as well. */
  static SSLContext context(KeyManager keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {authority()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private static <T> T only(Class<T> type, Object[] managers) {
    return Arrays.stream(managers)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = Identity.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("fetchfold-origin lacks " + name);
    }
    return stream;
  }
}
