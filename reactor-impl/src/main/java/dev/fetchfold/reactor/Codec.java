package dev.fetchfold.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 for one connection with one request at a time. What Netty's own client codec does not
 * do: it drops interim replies, which reactor-netty takes for the reply, and it closes the
 * connection where bytes follow a reply or a reply precedes the end of its request.
 *
 * <p>On the event loop of its channel only.
 */
final class Codec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
  /** Methods whose requests say that they have no body (RFC 9110 §8.6). */
  private static final Set<HttpMethod> BODY_EXPECTED =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  /** No control character but HTAB. */
  private static final Pattern REASON_PHRASE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f]*+");

  private @Nullable Asked asked;

  /** The request whose reply is not whole. */
  private record Asked(HttpMethod method, ChannelFuture sent) {}

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
      asked = new Asked(request.method(), promise);
    }
    if (message instanceof FullHttpRequest request && isSilentAboutItsBody(request)) {
      request.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    super.write(ctx, message, promise);
  }

  private static boolean isSilentAboutItsBody(FullHttpRequest request) {
    return !request.content().isReadable() && !BODY_EXPECTED.contains(request.method());
  }

  private static void disconnect(ChannelHandlerContext ctx) {
    ChannelFuture unused = ctx.close();
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
        disconnect(ctx); // SEC-06
        return;
      }
      super.decode(ctx, in, out);
      if (!out.isEmpty()) {
        decoded(ctx, asked, out);
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
      return (asked != null && asked.method().equals(HttpMethod.HEAD))
          || super.isContentAlwaysEmpty(message);
    }

    private void decoded(ChannelHandlerContext ctx, Asked request, List<Object> out) {
      if (out.getFirst() instanceof HttpResponse reply && isInterim(reply)) {
        out.clear(); // nothing in it is counted: an interim reply has no body
        ctx.read();
      } else if (out.getLast() instanceof LastHttpContent) {
        asked = null;
        if (!request.sent().isDone()) {
          disconnect(ctx); // what is still being sent would precede the next request
        }
      }
    }

    private boolean isInterim(HttpResponse reply) {
      return reply.decoderResult().isSuccess()
          && reply.status().codeClass() == HttpStatusClass.INFORMATIONAL
          && reply.status().code() != 101;
    }
  }
}
