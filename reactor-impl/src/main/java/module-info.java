/** Fetches with Project Reactor. */
module dev.fetchfold.reactor {
  requires transitive dev.fetchfold;
  requires transitive org.reactivestreams;
  requires transitive reactor.core;
  requires transitive reactor.netty.core;
  requires dev.fetchfold.netty;
  requires io.netty.resolver;
  requires reactor.netty.http;
  // Read by reactor-netty, which as a module without a descriptor cannot say so.
  requires io.netty.codec.classes.quic;
  requires io.netty.codec.http2;
  requires io.netty.codec.http3;
  requires io.netty.handler.proxy;
  requires io.netty.resolver.dns;
  requires static org.jspecify;

  exports dev.fetchfold.reactor;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.reactor.ReactorFetcherProvider;
}
