package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A configuration whose callbacks are those of a fetcher's runs, although they are called deep
 * inside a client library: they are marked as such, their interrupt status ends with them
 * (FOLD-06), and an Error of theirs ends no thread of that library, which knows exceptions only
 * (FOLD-02).
 */
final class MarkedConfig {
  private static final System.Logger LOG = System.getLogger(MarkedConfig.class.getName());

  private MarkedConfig() {}

  static FetcherConfig of(FetcherConfig config, Runs runs) {
    FetcherConfig marked =
        config
            .resolver(host -> runs.call(() -> config.resolver().resolve(host)))
            .addresses(address -> runs.call(() -> config.addresses().allows(address)))
            .retry(config.retry().random(() -> drawn(config.retry().random(), runs)));
    if (config.trustManager().isPresent()) {
      marked = marked.trustManager(new Trust(config.trustManager().get(), runs));
    }
    return config.keyManager().isPresent()
        ? marked.keyManager(new Keys(config.keyManager().get(), runs))
        : marked;
  }

  /** Without randomness a retry waits for as long as it may. */
  private static double drawn(DoubleSupplier random, Runs runs) {
    try {
      return runs.call(random::getAsDouble);
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "the randomness of the retries threw", t);
      return 1;
    }
  }

  /** No X509ExtendedTrustManager, to which the JDK would leave the host name (SEC-02). */
  private record Trust(X509TrustManager judge, Runs runs) implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge.checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      Runs.Mark mark = runs.enter();
      try {
        judge.checkServerTrusted(chain, type);
      } catch (CertificateException e) {
        throw e;
      } catch (Throwable t) {
        throw new CertificateException("the trust manager threw", t);
      } finally {
        runs.leave(mark);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return runs.call(judge::getAcceptedIssuers);
    }
  }

  private static final class Keys extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;
    private final Runs runs;

    Keys(X509ExtendedKeyManager keys, Runs runs) {
      this.keys = keys;
      this.runs = runs;
    }

    private <T extends @Nullable Object> T asked(Supplier<T> question) {
      try {
        return runs.call(question::get);
      } catch (Throwable t) {
        throw new IllegalStateException("the key manager threw", t);
      }
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return asked(() -> keys.chooseClientAlias(types, issuers, socket));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return asked(() -> keys.chooseEngineClientAlias(types, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null; // we are a client
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return asked(() -> keys.getClientAliases(type, issuers));
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return asked(() -> keys.getCertificateChain(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return asked(() -> keys.getPrivateKey(alias));
    }
  }
}
