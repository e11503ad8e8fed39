package dev.fetchfold.httpcore5;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** Self-signed certificates, made by the JDK's keytool. */
final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private Certificates(KeyStore store) {
    this.store = store;
  }

  /** For a name of keytool's form, such as {@code dns:localhost} or {@code ip:127.0.0.1}. */
  static Certificates forName(Path folder, String name) throws Exception {
    Path file = Files.createTempDirectory(folder, "keys").resolve("store.p12");
    List<String> command =
        new ArrayList<>(List.of(keytool(), "-genkeypair", "-alias", "it", "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=test", "-ext", "san=" + name, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("keytool ended with " + exit);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new Certificates(store);
  }

  private static String keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  }

  /** What a server needs; it asks clients for certificates of `clients`. */
  SSLContext server(Certificates clients) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {keyManager()}, new X509TrustManager[] {clients.trustManager()}, null);
    return context;
  }

  X509TrustManager trustManager() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("it", store.getCertificate("it"));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    return only(factory.getTrustManagers(), X509TrustManager.class);
  }

  X509ExtendedKeyManager keyManager() throws Exception {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return only(factory.getKeyManagers(), X509ExtendedKeyManager.class);
  }

  private static <T> T only(Object[] managers, Class<T> type) {
    return Stream.of(managers).filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
