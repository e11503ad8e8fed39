package dev.fetchfold.netty;

import dev.fetchfold.Head;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 for one connection with one request at a time, in the place of Netty's own client codec.
 *
 * <p>Theory of operation. The library above, reactor-netty or Vert.x, writes a request and is told
 * of a head, of pieces of the body and of an end. Whatever goes wrong after the request, be it a
 * reply that is no HTTP, the end of the connection or a failed write, is no exception for the
 * library, which would log it and close things in an order of its own: the connection is closed,
 * and the library is told of a head, if it has had none, and of the end. The engine asks here what
 * to make of them: {@link #head()} when it is told of a head, {@link #expectWhole()} when it is
 * told of the end. Exceptions go up only while the connection is being made. A connection that is
 * ended from above or by {@link #abort} tells of nothing more but of being closed.
 *
 * <p>The end of a reply is told after the event loop has looked at the connection once more: what
 * the server sent together with the reply, be it more bytes or the end of the connection, is seen
 * before the connection is used again. One that must not be used again is closed before the library
 * is told.
 *
 * <p>On the event loop of its channel only.
 */
public final class Codec extends ChannelDuplexHandler {
  private final int maxHeaderBytes;
  private State state = State.UNUSED;
  private @Nullable Incoming reply;

  private enum State {
    /** Nothing was asked yet; TLS may still be negotiated. */
    UNUSED,
    /** A reply is awaited. */
    ASKED,
    /** The reply is whole, its end is not told yet. */
    ANSWERED,
    /** The next request may come. */
    IDLE,
    /** Closed, or being closed: what comes is dropped. */
    ENDED
  }

  /**
   * For a connection that was not used yet.
   *
   * @param maxHeaderBytes the most bytes of a header section
   */
  public Codec(int maxHeaderBytes) {
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /**
   * The codec of a connection.
   *
   * @param channel with a codec in its pipeline
   * @return the codec
   */
  public static Codec of(Channel channel) {
    return Objects.requireNonNull(channel.pipeline().get(Codec.class), "no codec");
  }

  /**
   * Ends a connection below TLS and at once, with or without a codec: TLS would first flush what
   * was written, for which a peer that does not read lets it wait (CANCEL-03).
   *
   * @param channel on its event loop
   */
  public static void abort(Channel channel) {
    Codec codec = channel.pipeline().get(Codec.class);
    if (codec != null) {
      codec.leave();
    }
    ChannelHandlerContext first = channel.pipeline().firstContext();
    ChannelFuture unused = first == null ? channel.close() : first.close();
  }

  /**
   * The head of the reply, for who was told of one.
   *
   * @return the head, its fields as received (OUT-06)
   * @throws FaultException if there is none that can be used
   */
  public Head head() throws FaultException {
    return reply().head();
  }

  /**
   * That the reply is whole, for who was told of its end.
   *
   * @throws FaultException if it is not, or cannot be used
   */
  public void expectWhole() throws FaultException {
    reply().expectUsable();
  }

  /**
   * Whether another request may be sent (CONN-01).
   *
   * @return false where one is under way, and from the moment that an end of the connection is
   *     known
   */
  public boolean isReusable() {
    return state == State.IDLE && reply().isConnected();
  }

  private Incoming reply() {
    return Objects.requireNonNull(reply, "nothing was asked");
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addBefore(ctx.name(), null, new HttpRequestEncoder());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest request) {
      ask(ctx, request);
    }
    Incoming asked = reply();
    ChannelPromise sent = ctx.newPromise();
    if (message instanceof LastHttpContent) {
      asked.sending(sent);
    }
    sent.addListener(over -> written(ctx, asked, over.cause(), promise));
    ChannelFuture unused = ctx.write(message, sent);
  }

  private void ask(ChannelHandlerContext ctx, HttpRequest request) {
    if (request instanceof FullHttpRequest full) {
      Messages.frame(full);
    }
    reply = new Incoming(ctx, request.method().name(), maxHeaderBytes);
    if (state != State.ENDED) { // of which the library is about to be told
      state = State.ASKED;
    }
  }

  /** The library hears of no failure, which is the reply's; nor do we, where an end follows. */
  private void written(
      ChannelHandlerContext ctx,
      Incoming asked,
      @Nullable Throwable thrown,
      ChannelPromise promise) {
    if (thrown != null && !(thrown instanceof ClosedChannelException)) {
      failLater(ctx, asked, thrown);
    }
    promise.trySuccess();
  }

  /** Not within the library's call. */
  private void failLater(ChannelHandlerContext ctx, Incoming asked, Throwable thrown) {
    ctx.executor().execute(() -> failUnlessTold(ctx, asked, thrown));
  }

  private void failUnlessTold(ChannelHandlerContext ctx, Incoming asked, Throwable thrown) {
    if (!asked.isTold()) {
      refuse(ctx, asked, NettyFaults.asked(thrown));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf in)) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      read(ctx, in);
    } finally {
      in.release();
    }
  }

  private void read(ChannelHandlerContext ctx, ByteBuf in) {
    if (state == State.ASKED) {
      decode(ctx, reply(), in);
    } else {
      endUnasked(ctx); // SEC-06
    }
  }

  private void decode(ChannelHandlerContext ctx, Incoming asked, ByteBuf in) {
    try {
      if (asked.read(in) && state == State.ASKED) { // nobody who was told of a part has aborted it
        state = State.ANSWERED;
        answered(ctx, asked, in);
      }
    } catch (FaultException rejected) {
      refuse(ctx, asked, rejected.fault());
    }
  }

  private void answered(ChannelHandlerContext ctx, Incoming asked, ByteBuf in) {
    if (in.isReadable() || !asked.isSent()) { // what is still being sent would precede the next
      endUnasked(ctx);
    } else if (asked.isKeptOpen()) {
      lookOnceMore(ctx);
    } else {
      state = State.ENDED;
      ChannelFuture unused = ctx.close(); // CONN-01
      asked.tellEnd();
    }
  }

  /** Lets the event loop read what has come meanwhile; its turn is over when it has. */
  private void lookOnceMore(ChannelHandlerContext ctx) {
    Runnable next = () -> ctx.executor().execute(this::looked);
    ctx.read();
    if (ctx.executor() instanceof SingleThreadEventLoop loop) {
      loop.executeAfterEventLoopIteration(next);
    } else {
      next.run();
    }
  }

  private void looked() {
    if (state == State.ANSWERED) {
      state = State.IDLE;
      reply().tellEnd();
    }
  }

  /** Something came that nobody has asked for, or an end. */
  private void endUnasked(ChannelHandlerContext ctx) {
    boolean answered = state == State.ANSWERED;
    abort(ctx.channel());
    if (answered) {
      reply().tellEnd();
    }
  }

  private void refuse(ChannelHandlerContext ctx, Incoming asked, Reply.Fault fault) {
    abort(ctx.channel());
    asked.tellRefusal(fault);
  }

  private void leave() {
    state = state == State.UNUSED ? State.UNUSED : State.ENDED;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    boolean waiting = state == State.ASKED && !reply().hasPassedOn();
    if (waiting && !ctx.channel().config().isAutoRead()) {
      ctx.read(); // who asked for more has had nothing
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    leave();
    ctx.close(promise);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
      ended(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.ASKED && !isInOrder(ctx)) {
      refuse(ctx, reply(), WireFaults.disconnected(null));
    } else {
      ended(ctx);
    }
    state = State.ENDED;
    ctx.fireChannelInactive();
  }

  /** RFC 9112 §9.8: TLS has an end of its own, without which a body may have been cut (OUT-04). */
  private static boolean isInOrder(ChannelHandlerContext ctx) {
    boolean secure = ctx.pipeline().get(SslHandler.class) != null;
    return !secure && !ctx.channel().eventLoop().isShuttingDown();
  }

  /** The server has ended the connection in order, or it was ended here. */
  private void ended(ChannelHandlerContext ctx) {
    if (state != State.ASKED) {
      endUnasked(ctx);
      return;
    }
    try {
      reply().end();
      state = State.ANSWERED;
      endUnasked(ctx);
    } catch (FaultException cut) {
      refuse(ctx, reply(), cut.fault());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    switch (state) {
      case UNUSED -> ctx.fireExceptionCaught(thrown);
      case ASKED -> refuse(ctx, reply(), NettyFaults.asked(thrown));
      case ANSWERED, IDLE, ENDED -> endUnasked(ctx);
    }
  }
}
