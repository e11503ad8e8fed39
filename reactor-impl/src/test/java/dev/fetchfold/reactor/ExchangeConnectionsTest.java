package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

/** Which connections are used again, which are closed, and what is left in the end. */
final class ExchangeConnectionsTest extends Exchanges {
  private Exchange exchange;

  @BeforeEach
  void open() {
    exchange = open(FetcherConfig.defaults());
  }

  @Test // CONN-01
  void oneAfterTheOtherTakeOneConnection() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      Flux.range(0, 100)
          .concatMap(i -> exchange.send(SampleAttempts.get(server.url("/" + i))))
          .blockLast(Watchdog.TIME);
      assertEquals(100, server.link().unseenHeads());
      assertEquals(0, server.unseen());
    }
  }

  @Test // CONN-01: also where the next one is sent by another thread
  void aReplyIsGivenWhenItsConnectionIsBack() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      Flux.range(0, 100)
          .concatMap(i -> exchange.send(SampleAttempts.get(server.url("/" + i))))
          .publishOn(Schedulers.boundedElastic(), 1)
          .blockLast(Watchdog.TIME);
      assertEquals(100, server.link().unseenHeads());
      assertEquals(0, server.unseen());
    }
  }

  @Test
  void manyAtOnceTakeAsManyConnections() throws Exception {
    CountDownLatch all = new CountDownLatch(100);
    RawServer.Script script =
        link -> {
          link.head();
          all.countDown();
          all.await();
          link.send(OK);
        };
    try (RawServer server = RawServer.start(script)) {
      long replies =
          Flux.range(0, 100)
              .flatMap(i -> exchange.send(SampleAttempts.get(server.url("/" + i))), 100)
              .filter(Reply.Received.class::isInstance)
              .count()
              .blockOptional(Watchdog.TIME)
              .orElseThrow();
      assertEquals(100, replies);
    }
  }

  @Test // CONN-04
  void aFreshAttemptTakesANewConnection() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.get(server.url("/")));
      received(exchange, SampleAttempts.fresh(server.url("/")));
      received(exchange, SampleAttempts.get(server.url("/")));
      RawServer.Link first = server.link();
      RawServer.Link second = server.link();
      assertEquals(1, second.unseenHeads());
      second.closing();
      assertEquals(2, first.unseenHeads());
      assertEquals(0, first.closings());
    }
  }

  @Test // CLOSE-02
  void closingEndsTheConnectionOfAFreshAttempt() throws Exception {
    Exchange closed = new Exchange(FetcherConfig.defaults());
    RawServer.Script script =
        link -> {
          link.head();
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      var reply = closed.send(SampleAttempts.fresh(server.url("/"))).toFuture();
      RawServer.Link link = server.link();
      link.seenHead();
      closed.close().block(Watchdog.TIME);
      link.closing();
      assertTrue(reply.get() instanceof Reply.Fault);
    }
  }

  @ParameterizedTest // CONN-01
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: TE, close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: TE\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
      })
  void aConnectionThatIsNotKeptOpenIsClosed(String reply) throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(reply);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      assertEquals("ok", received(exchange, SampleAttempts.get(server.url("/"))).body().text());
      server.link().closing();
    }
  }

  @ParameterizedTest // SEC-06
  @ValueSource(
      strings = {
        "x",
        "\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong",
        "HTTP/1.1 200 OK\r\nContent-Le",
      })
  void bytesAfterAReplyCloseItsConnection(String surplus) throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(OK + surplus);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("ok", received(exchange, SampleAttempts.get(server.url("/"))).body().text());
        server.link().closing();
      }
    }
  }

  @Test // SEC-06
  void bytesThatComeLateCloseTheConnection() throws Exception {
    CountDownLatch replied = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          link.head();
          link.send(OK);
          replied.await();
          link.send(OK);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      received(exchange, SampleAttempts.get(server.url("/")));
      replied.countDown();
      server.link().closing();
    }
  }

  @Test // SEC-06
  void bytesAfterAReplyToHeadCloseItsConnection() throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(OK);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      assertEquals(0, received(exchange, SampleAttempts.of("HEAD", server.url("/"))).body().size());
      server.link().closing();
    }
  }

  @Test
  void aConnectionThatTheServerWantsClosedIsNotUsedAgain() throws Exception {
    String reply = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    RawServer.Script script =
        link -> {
          link.head();
          link.send(reply);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      received(exchange, SampleAttempts.get(server.url("/")));
      server.link().closing();
      received(exchange, SampleAttempts.get(server.url("/")));
    }
  }

  @Test // CONN-02
  void anIdleConnectionIsClosed() throws Exception {
    Exchange hasty = open(FetcherConfig.defaults().idleTimeout(Duration.ofMillis(50)));
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(hasty, SampleAttempts.get(server.url("/")));
      server.link().closing();
      received(hasty, SampleAttempts.get(server.url("/")));
      server.link().closing();
    }
  }

  @Test // CLOSE-02
  void closingEndsConnectionsAndThreads() throws Exception {
    Set<Thread> before = threads();
    Exchange closed = new Exchange(FetcherConfig.defaults());
    RawServer.Script script =
        link -> {
          link.head();
          link.send(OK);
          link.head();
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      received(closed, SampleAttempts.get(server.url("/")));
      Mono<Reply> held = closed.send(SampleAttempts.get(server.url("/held")));
      var reply = held.toFuture();
      RawServer.Link link = server.link();
      link.seenHead();
      link.seenHead();
      closed.close().block(Watchdog.TIME);
      closed.close().block(Watchdog.TIME);
      link.closing();
      assertTrue(reply.get() instanceof Reply.Fault);
    }
    for (Thread left : threads()) {
      if (!before.contains(left)) {
        left.join(Watchdog.TIME);
        assertFalse(left.isAlive(), left::getName);
      }
    }
  }

  @Test
  void closingSettlesEveryExchange() throws Exception {
    CountDownLatch resolving = new CountDownLatch(1);
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(host -> host.equals("slow.test") ? block(resolving) : loopback());
    Exchange closed = new Exchange(config);
    RawServer.Script script =
        link -> {
          link.body(1);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      String origin = "://busy.test:" + server.port();
      var resolves = closed.send(SampleAttempts.get("http://slow.test:1/")).toFuture();
      var shakesHands = closed.send(SampleAttempts.get("https" + origin + "/")).toFuture();
      var awaitsTheHead = closed.send(SampleAttempts.get("http" + origin + "/")).toFuture();
      assertTrue(resolving.await(Watchdog.SECONDS, TimeUnit.SECONDS));
      RawServer.Link first = server.link();
      RawServer.Link second = server.link();
      closed.close().block(Watchdog.TIME);
      for (var settled : List.of(resolves, shakesHands, awaitsTheHead)) {
        assertTrue(settled.get(Watchdog.SECONDS, TimeUnit.SECONDS) instanceof Reply.Fault);
      }
      first.closing();
      second.closing();
    }
  }

  @Test // CLOSE-02
  void whatWasLentStaysOpen() throws Exception {
    ConnectionProvider pool = ConnectionProvider.create("lent", 4);
    Exchange borrower = new Exchange(FetcherConfig.defaults(), pool);
    RawServer.Script script =
        link -> {
          link.head();
          link.send(OK);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      received(borrower, SampleAttempts.get(server.url("/")));
      borrower.close().block(Watchdog.TIME);
      assertFalse(pool.isDisposed());
      RawServer.Link link = server.link();
      Exchange second = open(FetcherConfig.defaults(), pool);
      received(second, SampleAttempts.get(server.url("/")));
      assertEquals(0, link.closings());
      pool.disposeLater().block(Watchdog.TIME);
      link.closing();
    }
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static List<InetAddress> block(CountDownLatch resolving) {
    resolving.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return loopback();
  }

  /** Those of the fetcher and of the libraries it uses, but for what ends by itself. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(fetchfold|reactor|parallel|single|pool).*"))
        .collect(Collectors.toSet());
  }
}
