package dev.fetchfold.netty;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.support.ClientTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * TLS as Netty takes it: engines of the JDK, each made for the host that it talks to (SEC-02). What
 * its callers throw is an exception of their handshake. Thread-safe.
 */
@SuppressWarnings("deprecation") // SslContext has no other way to say that nothing is negotiated
public final class NettyTls extends SslContext {
  /** Of a name that is nobody's: what is the same for all. */
  private static final String ANY = "any";

  private final ClientTls tls;

  /**
   * Reads the JDK's authorities where no trust manager is configured, which takes a tenth of a
   * second.
   *
   * @param config whose managers are used
   */
  public NettyTls(FetcherConfig config) {
    tls = new ClientTls(config);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
    return tls.engine(host, port);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    throw new UnsupportedOperationException("there is no host to verify");
  }

  /**
   * Makes an engine anew what {@link #newEngine} made it: reactor-netty has had every host verified
   * by the JDK meanwhile.
   *
   * @param handler of an engine that was made here
   */
  public void prepare(SslHandler handler) {
    SSLEngine engine = handler.engine();
    tls.prepare(engine, engine.getPeerHost());
  }

  @Override
  public boolean isClient() {
    return true;
  }

  @Override
  public List<String> cipherSuites() {
    return List.of(tls.context(ANY).getDefaultSSLParameters().getCipherSuites());
  }

  @Override
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return List::of;
  }

  @Override
  public SSLSessionContext sessionContext() {
    return tls.context(ANY).getClientSessionContext();
  }
}
