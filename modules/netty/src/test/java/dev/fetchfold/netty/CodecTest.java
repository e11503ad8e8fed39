package dev.fetchfold.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.support.FaultException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a library is told, what it is not told, and when the connection ends. */
class CodecTest {
  private static final String REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String UNTIL_END = "HTTP/1.1 200 OK\r\n\r\nok";
  private static final String ANSWERED = "200 ok end";

  private final List<Throwable> thrown = new ArrayList<>();
  private final Codec codec = new Codec(1000);
  private final EmbeddedChannel channel = new EmbeddedChannel(codec, new Library());

  @Test
  void aReplyLeavesTheConnectionOpen() {
    ask(HttpMethod.GET);
    assertEquals(ANSWERED, receive(REPLY));
    assertTrue(codec.isReusable());
    ask(HttpMethod.GET);
    assertFalse(codec.isReusable());
    assertEquals(ANSWERED, receive(REPLY));
    assertTrue(channel.isOpen());
  }

  @Test
  void aReplyMayComeOneByteAtATime() {
    ask(HttpMethod.GET);
    List<String> told = new ArrayList<>();
    REPLY.chars().forEach(octet -> told.add(receive(Character.toString(octet))));
    told.removeIf(String::isEmpty);
    assertEquals(List.of("200", "o", "k end"), told);
  }

  @Test
  void fieldsAreAskedForHere() throws Exception {
    ask(HttpMethod.GET);
    receive("HTTP/1.1 200 OK\r\nAlt-Svc: ;;;\r\nConnection: a, b\r\nContent-Length: 0\r\n\r\n");
    Headers expected = Headers.of("Alt-Svc", ";;;", "Connection", "a, b", "Content-Length", "0");
    assertEquals(new Head(200, expected), codec.head());
  }

  @ParameterizedTest // SEC-06
  @ValueSource(strings = {REPLY, "HTTP/1.1 2", "\r\n", "x"})
  void bytesBehindAReplyCloseIt(String surplus) {
    ask(HttpMethod.GET);
    assertEquals(ANSWERED, receive(REPLY + surplus));
    assertFalse(channel.isOpen());
    assertFalse(codec.isReusable());
  }

  @ParameterizedTest // SEC-06
  @ValueSource(strings = {REPLY, "HTTP/1.1 2", "\r\n", "x"})
  void bytesThatNobodyAskedForCloseIt(String bytes) {
    assertEquals("", receive(bytes));
    assertFalse(channel.isOpen());
  }

  @Test // SEC-06
  void bytesThatComeLaterCloseIt() {
    ask(HttpMethod.GET);
    assertEquals(ANSWERED, receive(REPLY));
    assertEquals("", receive("x"));
    assertFalse(channel.isOpen());
    assertFalse(codec.isReusable());
  }

  @Test
  void interimRepliesAreNotTold() {
    ask(HttpMethod.GET);
    String interim = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    assertEquals(ANSWERED, receive(interim + REPLY));
    assertTrue(channel.isOpen());
  }

  @Test
  void aReplyToHeadHasNoBody() {
    ask(HttpMethod.HEAD);
    assertEquals("200 end", receive("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
    ask(HttpMethod.GET);
    assertEquals(ANSWERED, receive(REPLY));
  }

  @ParameterizedTest // CONN-01
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: a, Close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: TE\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
      })
  void aConnectionThatIsNotKeptOpenIsClosed(String reply) {
    ask(HttpMethod.GET);
    assertEquals(ANSWERED, receive(reply));
    assertFalse(channel.isOpen());
    assertFalse(codec.isReusable());
  }

  @Test
  void aConnectionOfHttp10MayBeKeptOpen() {
    ask(HttpMethod.GET);
    assertEquals(
        ANSWERED,
        receive("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"));
    assertTrue(codec.isReusable());
  }

  @Test
  void aReplyBeforeTheEndOfItsRequestClosesIt() {
    channel.writeOutbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/"));
    assertEquals(ANSWERED, receive(REPLY));
    assertFalse(channel.isOpen());
    channel.releaseOutbound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-server",
        "HTTP/1.1 200 O\0K\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX\r\n"
      })
  void whatIsNoReplyIsToldAsOneAndRefusedHere(String bytes) {
    ask(HttpMethod.GET);
    assertEquals("200 end", receive(bytes));
    assertRefused(Reason.PROTOCOL);
  }

  @Test
  void aBodyThatIsNoneEndsEarly() {
    ask(HttpMethod.GET);
    assertEquals(
        "200 ok end", receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nx"));
    assertRefused(Reason.PROTOCOL);
  }

  @Test
  void aHeadOverTheCapIsRefused() {
    ask(HttpMethod.GET);
    assertEquals("200 end", receive("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1000)));
    assertRefused(Reason.PROTOCOL);
  }

  @Test
  void anEndMakesABodyWholeThatHasNoOther() throws Exception {
    ask(HttpMethod.GET);
    assertEquals("200 ok", receive(UNTIL_END));
    channel.pipeline().fireChannelInactive();
    assertEquals("end", told());
    codec.expectWhole();
  }

  @ParameterizedTest // OUT-04
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"})
  void anyOtherEndIsADisconnect(String begun) {
    ask(HttpMethod.GET);
    String before = receive(begun);
    channel.pipeline().fireChannelInactive();
    assertEquals(before.isEmpty() ? "200 end" : "end", told());
    assertRefused(Reason.DISCONNECTED);
  }

  @Test // OUT-04
  void anEndOfOursMakesNoBodyWhole() {
    ask(HttpMethod.GET);
    assertEquals("200 ok", receive(UNTIL_END));
    Codec.abort(channel);
    channel.runPendingTasks();
    assertEquals("", told());
  }

  @Test // OUT-04
  void aResetMakesNoBodyWhole() {
    ask(HttpMethod.GET);
    receive(UNTIL_END);
    channel.pipeline().fireExceptionCaught(new SocketException("Connection reset"));
    channel.pipeline().fireChannelInactive();
    assertEquals("end", told());
    assertRefused(Reason.DISCONNECTED);
  }

  @Test // OUT-04, RFC 9112 §9.8
  void overTlsOnlyAClosureAlertMakesABodyWhole() throws Exception {
    ChannelHandlerContext tls = secure();
    ask(HttpMethod.GET);
    tls.fireChannelRead(Unpooled.copiedBuffer(UNTIL_END, ISO_8859_1));
    assertEquals("200 ok", told());
    tls.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
    assertEquals("end", told());
    codec.expectWhole();
  }

  @Test // OUT-04, RFC 9112 §9.8
  void overTlsAnEndWithoutAClosureAlertIsADisconnect() throws Exception {
    ChannelHandlerContext tls = secure();
    ask(HttpMethod.GET);
    tls.fireChannelRead(Unpooled.copiedBuffer(UNTIL_END, ISO_8859_1));
    assertEquals("200 ok", told());
    tls.fireUserEventTriggered(new SslCloseCompletionEvent(new ClosedChannelException()));
    tls.fireChannelInactive();
    assertEquals("end", told());
    assertRefused(Reason.DISCONNECTED);
  }

  @Test
  void aRequestThatCannotBeSentIsADisconnect() {
    channel.pipeline().addFirst(new Unwritable());
    ChannelFuture unused = channel.writeOneOutbound(request(HttpMethod.GET));
    channel.runPendingTasks();
    assertEquals("200 end", told());
    assertRefused(Reason.DISCONNECTED);
  }

  @Test
  void exceptionsGoUpBeforeTheFirstRequestOnly() {
    IOException first = new IOException("handshake");
    channel.pipeline().fireExceptionCaught(first);
    assertEquals(List.of(first), thrown);
    thrown.clear();
    ask(HttpMethod.GET);
    receive(REPLY);
    channel.pipeline().fireExceptionCaught(new IOException("idle"));
    assertEquals(List.of(), thrown);
    assertFalse(channel.isOpen());
  }

  @Test
  void whoAskedForMoreAndGetsNothingNeedNotAskAgain() {
    channel.config().setAutoRead(false);
    ask(HttpMethod.GET);
    Reads reads = new Reads();
    channel.pipeline().addFirst(reads);
    receive("HTTP/1.1 103 Early Hints\r\n\r\n");
    assertEquals(1, reads.count);
    receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok");
    assertEquals(1, reads.count);
    receive("\r\n");
    assertEquals(2, reads.count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "HEAD", "POST", "PUT", "PATCH"})
  void aRequestSaysThatItHasNoBodyWhereOneIsExpected(String method) {
    channel.writeOutbound(request(HttpMethod.valueOf(method)));
    ByteBuf bytes = channel.readOutbound();
    boolean expected = method.startsWith("P");
    assertEquals(expected, bytes.toString(ISO_8859_1).contains("content-length: 0"), method);
    bytes.release();
  }

  private static DefaultFullHttpRequest request(HttpMethod method) {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/");
  }

  private void ask(HttpMethod method) {
    channel.writeOutbound(request(method));
    channel.releaseOutbound();
  }

  /** Below the codec from now on; what comes out of TLS is fired here. */
  private ChannelHandlerContext secure() throws Exception {
    channel.pipeline().addFirst(SslContextBuilder.forClient().build().newHandler(channel.alloc()));
    return channel.pipeline().context(SslHandler.class);
  }

  /** What the library is told. */
  private String receive(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    return told();
  }

  private String told() {
    List<String> told = new ArrayList<>();
    Object message;
    while ((message = channel.readInbound()) != null) {
      told.add(name(message));
      ReferenceCountUtil.release(message);
    }
    return String.join(" ", told);
  }

  private static String name(Object message) {
    return switch (message) {
      case HttpResponse head -> String.valueOf(head.status().code());
      case LastHttpContent last -> "end";
      case HttpContent piece -> piece.content().toString(ISO_8859_1);
      default -> throw new AssertionError(message);
    };
  }

  private void assertRefused(Reason reason) {
    FaultException rejected = assertThrows(FaultException.class, () -> codec.expectWhole());
    assertEquals(reason, rejected.fault().reason());
    assertSame(rejected, assertThrows(FaultException.class, () -> codec.head()));
    assertFalse(channel.isOpen());
    assertEquals(List.of(), thrown);
  }

  private final class Library extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      thrown.add(cause);
    }
  }

  private static final class Unwritable extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IOException("Broken pipe"));
    }
  }

  private static final class Reads extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(ChannelHandlerContext ctx) {
      count++;
    }
  }
}
