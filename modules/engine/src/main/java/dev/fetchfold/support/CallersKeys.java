package dev.fetchfold.support;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager of the caller's, as the JDK is to see it: a callback of the fetcher's runs, and
 * whatever it throws is an exception of the handshake (FOLD-02).
 */
final class CallersKeys extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager own;
  private final Runs runs;

  CallersKeys(X509ExtendedKeyManager own, Runs runs) {
    this.own = own;
    this.runs = runs;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return asked(() -> own.getClientAliases(keyType, issuers));
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return asked(() -> own.chooseClientAlias(keyType, issuers, socket));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return asked(() -> own.chooseEngineClientAlias(keyType, issuers, engine));
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return asked(() -> own.getServerAliases(keyType, issuers));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return asked(() -> own.chooseServerAlias(keyType, issuers, socket));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return asked(() -> own.getCertificateChain(alias));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return asked(() -> own.getPrivateKey(alias));
  }

  private <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return runs.call(question::get);
    } catch (Throwable thrown) {
      throw new IllegalStateException("the key manager threw", thrown);
    }
  }
}
