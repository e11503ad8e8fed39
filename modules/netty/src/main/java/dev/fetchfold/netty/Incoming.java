package dev.fetchfold.netty;

import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reply to one request: what the reader finds of it, told as messages of Netty. */
final class Incoming implements ReplyReader.Sink {
  private final ChannelHandlerContext ctx;
  private final ReplyReader reader;

  /** What the reader reads, and where its index 0 is there. */
  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

  private int offset;
  private @Nullable ChannelPromise sent;
  private @Nullable Head head;
  private @Nullable FaultException refusal;
  private boolean passedOn;
  private boolean told;

  Incoming(ChannelHandlerContext ctx, String method, int maxHeaderBytes) {
    this.ctx = ctx;
    this.reader = new ReplyReader(method, maxHeaderBytes, this);
  }

  /** The last of its request is being sent. */
  void sending(ChannelPromise last) {
    sent = last;
  }

  /**
   * Reads up to the end of the reply.
   *
   * @return whether the reply is whole
   */
  boolean read(ByteBuf in) throws FaultException {
    ByteBuffer bytes = in.nioBuffer();
    buffer = in;
    offset = in.readerIndex() - bytes.position();
    try {
      return reader.read(bytes);
    } finally {
      in.readerIndex(offset + bytes.position());
      buffer = Unpooled.EMPTY_BUFFER;
    }
  }

  /** The connection has ended in order. */
  void end() throws FaultException {
    reader.end();
  }

  @Override
  public void head(int status, Headers headers) {
    head = new Head(status, headers);
    HttpVersion version = reader.isKeptOpen() ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
    passedOn = true;
    ctx.fireChannelRead(Messages.head(status, version));
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    ByteBuf piece = buffer.retainedSlice(offset + bytes.position(), bytes.remaining());
    bytes.position(bytes.limit());
    passedOn = true;
    ctx.fireChannelRead(new DefaultHttpContent(piece));
  }

  /** Tells of its end; outside a read of the channel too, where Vert.x needs to be told of that. */
  void tellEnd() {
    told = true;
    ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    ctx.fireChannelReadComplete();
  }

  /** Tells of an end that is none. */
  void tellRefusal(Reply.Fault fault) {
    refusal = new FaultException(fault);
    if (head == null) {
      ctx.fireChannelRead(Messages.NO_HEAD);
    }
    tellEnd();
  }

  boolean isTold() {
    return told;
  }

  Head head() throws FaultException {
    expectUsable();
    return Objects.requireNonNull(head, "no head yet");
  }

  void expectUsable() throws FaultException {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Whether no end of the connection was noticed. */
  boolean isConnected() {
    return ctx.channel().isActive();
  }

  /** Whether the request was sent whole. */
  boolean isSent() {
    return sent != null && sent.isSuccess();
  }

  /** Whether the server keeps the connection open. */
  boolean isKeptOpen() {
    return reader.isKeptOpen();
  }

  /** Whether the library was told of anything since this was asked last. */
  boolean hasPassedOn() {
    boolean before = passedOn;
    passedOn = false;
    return before;
  }
}
