package dev.fetchfold.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Netty's own client codec, and Vert.x behind it, would take for a reply. */
class CodecTest {
  private static final String REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final EmbeddedChannel channel = new EmbeddedChannel(new Codec(1000));

  private void ask(HttpMethod method) {
    channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/"));
    channel.<ByteBuf>readOutbound().release();
  }

  /** Statuses of the heads that came out. */
  private List<Integer> receive(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    List<Integer> statuses = new ArrayList<>();
    HttpObject object;
    while ((object = channel.readInbound()) != null) {
      if (object instanceof HttpResponse head) {
        statuses.add(head.status().code());
      }
      ReferenceCountUtil.release(object);
    }
    return statuses;
  }

  @Test
  void aReplyLeavesTheConnectionOpen() {
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY));
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY));
    assertTrue(channel.isOpen());
  }

  @Test
  void aWholeReplyBehindAReplyClosesIt() {
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY + REPLY));
    assertFalse(channel.isOpen());
  }

  @Test
  void theBeginningOfAHeadBehindAReplyClosesIt() {
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY + "HTTP/1.1 2"));
    assertFalse(channel.isOpen());
  }

  @Test
  void bytesThatNobodyAskedForCloseIt() {
    assertEquals(List.of(), receive("HTTP/1.1 2"));
    assertFalse(channel.isOpen());
  }

  @Test
  void aReasonPhraseWithAControlCharacterIsMalformed() {
    ask(HttpMethod.GET);
    channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 200 O\0K\r\n\r\n", ISO_8859_1));
    HttpResponse head = assertInstanceOf(HttpResponse.class, channel.readInbound());
    assertTrue(head.decoderResult().isFailure());
  }

  @Test
  void interimRepliesAreDropped() {
    ask(HttpMethod.GET);
    String interim = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    assertEquals(List.of(200), receive(interim + REPLY));
    assertTrue(channel.isOpen());
  }

  @Test
  void aReplyToHeadHasNoBody() {
    ask(HttpMethod.HEAD);
    assertEquals(List.of(200), receive("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY));
    assertTrue(channel.isOpen());
  }

  @Test
  void anEndOfLineMayBeALoneLineFeed() {
    ask(HttpMethod.GET);
    assertEquals(List.of(200), receive(REPLY.replace("\r\n", "\n")));
  }

  @Test
  void aHeadOverTheCapFails() {
    ask(HttpMethod.GET);
    channel.writeInbound(
        Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1000), ISO_8859_1));
    HttpResponse head = assertInstanceOf(HttpResponse.class, channel.readInbound());
    assertTrue(head.decoderResult().isFailure());
  }
}
