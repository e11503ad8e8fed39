package dev.fetchfold.origin;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's key manager that has a certificate only for clients that announce these names. */
final class ForAnnounced extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager keys;
  private final Set<String> names;

  /** No names: for clients that announce nothing. */
  ForAnnounced(X509ExtendedKeyManager keys, Set<String> names) {
    this.keys = keys;
    this.names = names;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    boolean wanted = socket instanceof SSLSocket tls && names.equals(announced(tls));
    return wanted ? keys.chooseServerAlias(keyType, issuers, socket) : null;
  }

  private static Set<String> announced(SSLSocket socket) {
    ExtendedSSLSession session = (ExtendedSSLSession) socket.getHandshakeSession();
    List<SNIServerName> names = session.getRequestedServerNames();
    return names.stream()
        .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
        .collect(Collectors.toSet());
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return keys.getServerAliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
