package dev.fetchfold.kit.rules.exchange;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust and key managers that throw an Error, as one does whose class path lacks a class. */
final class FailingManagers {
  private FailingManagers() {}

  static X509TrustManager trust(Error thrown) {
    return new Trust(thrown);
  }

  static X509ExtendedKeyManager keys(Error thrown) {
    return new Keys(thrown);
  }

  private record Trust(Error thrown) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw thrown;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw thrown;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class Keys extends X509ExtendedKeyManager {
    private final Error thrown;

    Keys(Error thrown) {
      this.thrown = thrown;
    }

    @Override
    public String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      throw thrown;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      throw thrown;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      throw thrown;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      throw thrown;
    }

    @Override
    public String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      throw thrown;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      throw thrown;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      throw thrown;
    }
  }
}
