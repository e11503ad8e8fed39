package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.netty.NettyTls;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;

/**
 * Has Vert.x take its engines of TLS from {@link NettyTls}: its own announce only names that the
 * JDK takes, and log by SLF4J, which it does not bring along, where they are given a trust manager
 * without a factory.
 */
final class Engines extends SSLEngineOptions {
  private final FetcherConfig config;

  Engines(FetcherConfig config) {
    this.config = config;
  }

  @Override
  public SSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return () -> new NettyTls(config);
  }
}
