package dev.fetchfold.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Line;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One request and its reply on a virtual thread, and its abort by interrupt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExchangeTest {
  private static final Moment BEGINNING =
      new Moment(Instant.EPOCH, Duration.ZERO, Limits.FOREVER, Limit.BATCH, Duration.ZERO);

  @Test
  void returnsTheReply() throws Exception {
    try (OriginServer server = OriginServer.start().on("/", Script.text("ok"));
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      Reply.Received reply = assertInstanceOf(Reply.Received.class, get(send(exchange, server)));
      assertEquals("ok", reply.body().text());
    }
  }

  @Test
  void returnsAFaultWhenTheServerGoesAway() throws Exception {
    try (OriginServer server = OriginServer.start().on("/", Line::close);
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      Reply.Fault fault = assertInstanceOf(Reply.Fault.class, get(send(exchange, server)));
      assertEquals(Reason.DISCONNECTED, fault.reason());
    }
  }

  /** CANCEL-03, TIME-06. */
  @Test
  void interruptClosesTheConnectionAndIsThrown() throws Exception {
    try (OriginServer server = OriginServer.start().on("/", Script.hang());
        Exchange exchange = new Exchange(FetcherConfig.defaults())) {
      CompletableFuture<Object> end = new CompletableFuture<>();
      Thread thread = start(exchange, server, end);
      server.ledger().await("the request", seen -> seen.inFlight() == 1);
      thread.interrupt();
      assertInstanceOf(InterruptedException.class, get(end));
      server.ledger().await("the connection to end", seen -> seen.openConnections() == 0);
    }
  }

  private static CompletableFuture<Object> send(Exchange exchange, OriginServer server) {
    CompletableFuture<Object> end = new CompletableFuture<>();
    start(exchange, server, end);
    return end;
  }

  private static Thread start(
      Exchange exchange, OriginServer server, CompletableFuture<Object> end) {
    Attempt attempt = attempt(server.url("/"));
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

  private static Object get(CompletableFuture<Object> end) throws Exception {
    return end.get(30, TimeUnit.SECONDS);
  }
}
