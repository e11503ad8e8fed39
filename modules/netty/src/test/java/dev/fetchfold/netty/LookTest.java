package dev.fetchfold.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server did together with its reply is known when the library hears of its end. */
@Timeout(60)
class LookTest {
  private static final String REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<Boolean> reusable = new CompletableFuture<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    loops.shutdownGracefully(0, 60, TimeUnit.SECONDS).sync();
  }

  @Test
  void aConnectionThatStaysOpenIsReusable() throws Exception {
    assertTrue(afterReply(peer -> {}));
  }

  @Test // SEC-06
  void aConnectionThatEndedWithItsReplyIsNot() throws Exception {
    assertFalse(afterReply(Socket::close));
  }

  /** Whether it is, where the event loop finds the reply and what follows it at once. */
  private boolean afterReply(Then then) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Channel channel =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(new Library())
            .connect(server.getLocalSocketAddress())
            .sync()
            .channel();
    try (Socket peer = server.accept()) {
      channel
          .writeAndFlush(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"))
          .sync();
      assertEquals(18, peer.getInputStream().readNBytes("GET / HTTP/1.1\r\n\r\n".length()).length);
      channel.eventLoop().execute(() -> await(done));
      peer.getOutputStream().write(REPLY.getBytes(ISO_8859_1));
      then.act(peer);
      done.countDown();
      return reusable.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Then {
    void act(Socket peer) throws IOException;
  }

  private final class Library extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Codec(1000), new Told());
    }
  }

  private final class Told extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof LastHttpContent) {
        reusable.complete(Codec.of(ctx.channel()).isReusable());
      }
      ReferenceCountUtil.release(message);
    }
  }
}
