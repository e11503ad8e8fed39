package dev.fetchfold.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One request and its reply on a virtual thread, and its abort by interrupt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExchangeTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Moment BEGINNING =
      new Moment(Instant.EPOCH, Duration.ZERO, Limits.FOREVER, Limit.BATCH, Duration.ZERO);

  @Test
  void returnsTheReply() throws Exception {
    try (ServerSocket server = listen();
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      CompletableFuture<Object> end = send(exchange, server);
      try (Socket peer = server.accept()) {
        readHead(peer);
        peer.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
        Reply.Received reply = assertInstanceOf(Reply.Received.class, get(end));
        assertEquals("ok", reply.body().text());
      }
    }
  }

  @Test
  void returnsAFaultWhenTheServerGoesAway() throws Exception {
    try (ServerSocket server = listen();
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      CompletableFuture<Object> end = send(exchange, server);
      try (Socket peer = server.accept()) {
        readHead(peer);
      }
      Reply.Fault fault = assertInstanceOf(Reply.Fault.class, get(end));
      assertEquals(Reason.DISCONNECTED, fault.reason());
    }
  }

  /** CANCEL-03, TIME-06. */
  @Test
  void interruptClosesTheConnectionAndIsThrown() throws Exception {
    try (ServerSocket server = listen();
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      CompletableFuture<Object> end = new CompletableFuture<>();
      Thread thread = start(exchange, server, end);
      try (Socket peer = server.accept()) {
        readHead(peer);
        thread.interrupt();
        assertInstanceOf(InterruptedException.class, get(end));
        assertEnded(peer);
      }
    }
  }

  private static CompletableFuture<Object> send(Exchange exchange, ServerSocket server) {
    CompletableFuture<Object> end = new CompletableFuture<>();
    start(exchange, server, end);
    return end;
  }

  private static Thread start(
      Exchange exchange, ServerSocket server, CompletableFuture<Object> end) {
    Attempt attempt = attempt("http://127.0.0.1:" + server.getLocalPort() + "/");
    return Thread.ofVirtual().start(() -> run(exchange, attempt, end));
  }

  private static void run(Exchange exchange, Attempt attempt, CompletableFuture<Object> end) {
    try {
      end.complete(exchange.send(attempt));
    } catch (InterruptedException e) {
      end.complete(e);
    }
  }

  private static Attempt attempt(String url) {
    Decision decision = new Policy(FetcherConfig.defaults()).begin(0, Target.of(url), BEGINNING);
    return ((Decision.Send) decision).next();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void readHead(Socket peer) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
  }

  /** In order or by a reset: the JDK decides. */
  private static void assertEnded(Socket peer) {
    int read;
    try {
      read = peer.getInputStream().read();
    } catch (IOException e) {
      return;
    }
    assertEquals(-1, read);
  }

  private static Object get(CompletableFuture<Object> end) throws Exception {
    return end.get(30, TimeUnit.SECONDS);
  }
}
