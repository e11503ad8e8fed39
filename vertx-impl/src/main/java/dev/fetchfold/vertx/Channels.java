package dev.fetchfold.vertx;

import dev.fetchfold.netty.Codec;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.transport.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets of a Vertx with one event loop, on that loop: Vert.x itself knows none until it is
 * connected and its TLS handshake is done. A loop that ends without a quiet period, as those of
 * Vert.x do, may end without a last look at what is registered with it (CLOSE-02).
 */
final class Channels extends NioTransport {
  private final Set<Channel> open = new HashSet<>();
  private boolean closed;

  /** As {@code VertxBuilder} takes it. */
  Transport transport() {
    return new TransportInternal("nio", true, null, this);
  }

  /** Ends all of them, and refuses new ones. */
  void close() {
    closed = true;
    List.copyOf(open).forEach(Codec::abort);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    ChannelFactory<? extends Channel> factory = super.channelFactory(domainSocket);
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
}
