package dev.fetchfold.vertx;

import dev.fetchfold.netty.Codec;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.transport.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a Vertx with one event loop, on that loop: Vert.x itself knows none until it is
 * connected and its TLS handshake is done. A loop that ends without a quiet period, as those of
 * Vert.x do, may end without a last look at what is registered with it (CLOSE-02).
 */
class Channels implements Transport, io.vertx.core.spi.transport.Transport {
  private final io.vertx.core.spi.transport.Transport nio = Transport.NIO.implementation();
  private final Set<Channel> open = new HashSet<>();
  private boolean closed;

  /** Ends all of them, and refuses new ones. */
  void close() {
    closed = true;
    List.copyOf(open).forEach(Codec::abort);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    ChannelFactory<? extends Channel> factory = nio.channelFactory(domainSocket);
    return () -> opened(factory);
  }

  private Channel opened(ChannelFactory<? extends Channel> factory) {
    if (closed) {
      throw new IllegalStateException("the fetcher is closed");
    }
    Channel channel = factory.newChannel();
    open.add(channel);
    channel.closeFuture().addListener(over -> open.remove(channel));
    return channel;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return this;
  }

  @Override
  public String name() {
    return NIO.name();
  }

  @Override
  public boolean available() {
    return NIO.available();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return NIO.unavailabilityCause();
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return nio.ioHandlerFactory();
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return nio.serverChannelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return nio.datagramChannelFactory();
  }

  @Override
  @SuppressWarnings("deprecation") // what Vert.x takes
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return nio.datagramChannel(family);
  }
}
