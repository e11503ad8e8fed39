package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.ServerName;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the JDK as a fetcher is configured, the same for every engine: the name of the host is
 * announced, and certificate and name are verified within the handshake, before anything is sent
 * (SEC-02). Thread-safe.
 *
 * <p>Names that the JDK can verify it verifies, in one context that all hosts share. It asks a
 * trust manager of the caller's about certificates, by the method without a connection, and looks
 * at the name afterwards. For a host whose name the JDK refuses to look at, such as one with an
 * underscore, there is a context of its own, whose trust manager compares the name, and the JDK is
 * told not to; sessions are not resumed there.
 *
 * <p>The managers of a caller must be those of {@link Runs#marking}, so that what they throw ends
 * their handshake and nothing else. Nothing here blocks, but for a manager that does.
 */
public final class ClientTls {
  /** An engine that is given null as its algorithm keeps the one that it has. */
  private static final String NONE = "";

  private final KeyManager @Nullable [] keys;
  private final X509TrustManager judge;
  private final SSLContext shared;

  /**
   * Reads the JDK's authorities where no trust manager is configured, which takes a tenth of a
   * second.
   *
   * @param config whose managers are used
   */
  public ClientTls(FetcherConfig config) {
    keys = config.keyManager().map(own -> new KeyManager[] {own}).orElse(null);
    judge = config.trustManager().orElseGet(ClientTls::jdk);
    shared = context(judge);
  }

  /**
   * An engine for a client, ready to begin.
   *
   * @param host as {@link dev.fetchfold.url.Origin#host()} has it
   * @param port of the server
   * @return the engine
   */
  public SSLEngine engine(String host, int port) {
    SSLEngine engine = context(host).createSSLEngine(host, port);
    engine.setUseClientMode(true);
    prepare(engine, host);
    return engine;
  }

  /**
   * A layer over a connection, ready to begin; it closes the connection with itself.
   *
   * @param connected the connection
   * @param host as {@link dev.fetchfold.url.Origin#host()} has it
   * @return the layer
   * @throws IOException if the connection has ended
   */
  public SSLSocket layer(Socket connected, String host) throws IOException {
    SSLSocket layer =
        (SSLSocket)
            context(host)
                .getSocketFactory()
                .createSocket(connected, host, connected.getPort(), true);
    layer.setSSLParameters(parameters(layer.getSSLParameters(), host));
    return layer;
  }

  /**
   * The context of a host, for libraries that make engines themselves; each must be {@linkplain
   * #prepare prepared}.
   *
   * @param host as {@link dev.fetchfold.url.Origin#host()} has it
   * @return the context
   */
  public SSLContext context(String host) {
    ServerName name = ServerName.of(host);
    return name.isVerifiedByJdk() ? shared : context(new NamedTrust(judge, name));
  }

  /**
   * Has the engine announce the host, and verify it as its context expects; whatever was set
   * before.
   *
   * @param engine of {@link #context(String)} of the same host
   * @param host as {@link dev.fetchfold.url.Origin#host()} has it
   */
  public void prepare(SSLEngine engine, String host) {
    engine.setSSLParameters(parameters(engine.getSSLParameters(), host));
  }

  private static SSLParameters parameters(SSLParameters parameters, String host) {
    ServerName name = ServerName.of(host);
    parameters.setServerNames(
        name.announced().<List<SNIServerName>>map(List::of).orElse(List.of()));
    parameters.setEndpointIdentificationAlgorithm(name.isVerifiedByJdk() ? "HTTPS" : NONE);
    return parameters;
  }

  private SSLContext context(X509TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private static X509TrustManager jdk() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authorities of this JDK cannot be read", e);
    }
  }
}
