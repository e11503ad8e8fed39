/** Netty's HTTP/1.1 made to keep the rules, for engines. */
module dev.fetchfold.netty {
  requires transitive dev.fetchfold.engine;
  requires transitive io.netty.buffer;
  requires transitive io.netty.codec;
  requires transitive io.netty.codec.http;
  requires transitive io.netty.common;
  requires transitive io.netty.handler;
  requires transitive io.netty.transport;
  requires static org.jspecify;

  exports dev.fetchfold.netty;
}
