package dev.fetchfold.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 for one connection with one request at a time, in the place of Netty's own client codec:
 * that one keeps what follows a reply for the next (SEC-06), and Vert.x takes an interim reply that
 * it does not know for the final one (OUT-04).
 */
final class Codec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
  /** No control character but HTAB. */
  private static final Pattern REASON_PHRASE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f]*+");

  /** Of the request whose reply is not whole. */
  private @Nullable HttpMethod asked;

  Codec(int maxHeaderBytes) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setStrictLineParsing(false); // RFC 9112 §2.2: a lone LF ends a line, as elsewhere
    init(new Decoder(limits), new HttpRequestEncoder());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpRequest request) {
      asked = request.method();
    }
    super.write(ctx, message, promise);
  }

  private final class Decoder extends HttpResponseDecoder {

    Decoder(HttpDecoderConfig limits) {
      super(limits);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (asked == null) {
        in.skipBytes(in.readableBytes());
        disconnect(ctx); // SEC-06: nobody has asked for this
        return;
      }
      super.decode(ctx, in, out);
      if (!out.isEmpty()) {
        decoded(ctx, in, out);
      }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (asked != null) {
        super.decodeLast(ctx, in, out);
      }
    }

    /** RFC 9112 §4: Netty lets control characters stand in the reason phrase. */
    @Override
    protected HttpMessage createMessage(String[] statusLine) {
      if (!REASON_PHRASE.matcher(statusLine[2]).matches()) {
        throw new IllegalArgumentException("Invalid reason phrase");
      }
      return super.createMessage(statusLine);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      return HttpMethod.HEAD.equals(asked) || super.isContentAlwaysEmpty(message);
    }

    private void decoded(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (out.getFirst() instanceof HttpResponse reply && isInterim(reply)) {
        out.clear(); // nothing in it is counted: an interim reply has no body
      } else if (out.getLast() instanceof LastHttpContent) {
        asked = null;
        if (in.isReadable()) {
          disconnect(ctx); // SEC-06: now, and not when the next request is under way
        }
      }
    }

    private boolean isInterim(HttpResponse reply) {
      return reply.decoderResult().isSuccess()
          && reply.status().codeClass() == HttpStatusClass.INFORMATIONAL
          && reply.status().code() != 101;
    }

    private void disconnect(ChannelHandlerContext ctx) {
      ChannelFuture unused = ctx.close();
    }
  }
}
