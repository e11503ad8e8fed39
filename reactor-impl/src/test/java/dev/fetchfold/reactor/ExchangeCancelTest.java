package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.netty.resources.ConnectionProvider;

/** Cancelling in every phase, as the server sees it (CANCEL-03, CANCEL-04, CANCEL-06). */
final class ExchangeCancelTest extends Exchanges {
  private static final int UPLOAD = 32 << 20;

  private Exchange exchange;

  @BeforeEach
  void open() {
    exchange = open(FetcherConfig.defaults());
  }

  @Test
  void whileItWaitsForThePool() throws Exception {
    ConnectionProvider pool = ConnectionProvider.builder("one").maxConnections(1).build();
    Exchange single = open(FetcherConfig.defaults(), pool);
    Semaphore gate = new Semaphore(0);
    RawServer.Script script =
        link -> {
          while (link.head().isPresent()) {
            gate.acquire();
            link.send(OK);
          }
        };
    try (RawServer server = RawServer.start(script)) {
      var first = single.send(SampleAttempts.get(server.url("/first"))).toFuture();
      RawServer.Link link = server.link();
      link.seenHead();
      subscribe(single, SampleAttempts.get(server.url("/cancelled"))).dispose();
      gate.release(3);
      first.get(Watchdog.SECONDS, TimeUnit.SECONDS);
      received(single, SampleAttempts.get(server.url("/last")));
      received(single, SampleAttempts.get(server.url("/fence")));
      assertEquals(0, cancelledHeads(server, link));
    } finally {
      pool.disposeLater().block(Watchdog.TIME);
    }
  }

  @Test
  void whileItsNameIsResolved() throws Exception {
    CountDownLatch resolving = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Exchange named = open(resolver(host -> block(resolving, interrupted)));
    Disposable cancelled = subscribe(named, SampleAttempts.get("http://cancelled.test:1/"));
    await(resolving);
    cancelled.dispose();
    await(interrupted);
  }

  @Test
  void whileAResolverThatHeedsNoInterruptIsAsked() throws Exception {
    CountDownLatch resolving = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Exchange named =
        open(
            resolver(
                host -> {
                  resolving.countDown();
                  return answerAfter(answer);
                }));
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      String url = "http://late.test:" + server.port() + "/";
      Disposable cancelled = subscribe(named, SampleAttempts.get(url + "cancelled"));
      await(resolving);
      cancelled.dispose();
      answer.countDown();
      received(named, SampleAttempts.get(url));
      assertEquals(0, cancelledHeads(server));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where a full backlog drops what comes
  void whileItConnects() throws Exception {
    try (DeadEnd unanswering = DeadEnd.unanswering().orElseThrow()) {
      for (int i = 0; i < 20; i++) {
        subscribe(exchange, SampleAttempts.get(unanswering.url("/"))).dispose();
      }
      exchange.close().block(Watchdog.TIME);
    }
  }

  @Test
  void duringTheHandshake() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          link.body(1);
          begun.countDown();
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      String url = "https://127.0.0.1:" + server.port() + "/";
      Disposable cancelled = subscribe(exchange, SampleAttempts.get(url));
      await(begun);
      cancelled.dispose();
      server.link().closing();
    }
  }

  @Test
  void whileTheRequestIsSent() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          link.head();
          reading.countDown();
          cancelled.await();
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      Attempt upload = SampleAttempts.of("PUT", server.url("/"), new byte[UPLOAD]);
      Disposable sending = subscribe(exchange, upload);
      await(reading);
      sending.dispose();
      cancelled.countDown();
      server.link().closing();
    }
  }

  @Test
  void whileItAwaitsTheHead() throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      Disposable cancelled = subscribe(exchange, SampleAttempts.get(server.url("/")));
      RawServer.Link link = server.link();
      link.seenHead();
      cancelled.dispose();
      link.closing();
    }
  }

  @Test
  void whileItReadsTheBody() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    RawServer.Script script =
        link -> {
          if (link.head().orElseThrow().startsWith("GET /half")) {
            link.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
            cancelled.await();
            link.send("cd");
            link.awaitEnd();
          } else {
            link.send(OK);
          }
        };
    try (RawServer server = RawServer.start(script)) {
      Disposable half = subscribe(exchange, SampleAttempts.get(server.url("/half")));
      RawServer.Link link = server.link();
      link.seenHead();
      half.dispose();
      cancelled.countDown();
      received(exchange, SampleAttempts.get(server.url("/next")));
      assertEquals("GET /next", server.link().seenHead().substring(0, 9));
      link.closing();
    }
  }

  @Test
  void afterTheReplyNothingIsClosed() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      for (int i = 0; i < 50; i++) {
        CountDownLatch replied = new CountDownLatch(1);
        Disposable done =
            exchange
                .send(SampleAttempts.get(server.url("/")))
                .doFinally(signal -> replied.countDown())
                .subscribe();
        await(replied);
        done.dispose();
      }
      assertEquals(50, server.link().unseenHeads());
    }
  }

  /** Cancels meet every phase, by chance and from several threads; then all four work. */
  @Test
  void threeHundredAborts() throws Exception {
    ConnectionProvider pool =
        ConnectionProvider.builder("four").maxConnections(4).pendingAcquireMaxCount(-1).build();
    Exchange four = open(FetcherConfig.defaults(), pool);
    try (RawServer server = RawServer.start(storm())) {
      Random random = new Random(7);
      Flux.range(0, 300)
          .flatMap(
              i ->
                  cut(
                      four.send(SampleAttempts.get(server.url("/" + i))),
                      Duration.ofNanos(random.nextInt(3_000_000))),
              8)
          .blockLast(Watchdog.TIME);
      assertEquals(
          400L,
          Flux.range(0, 400)
              .flatMap(i -> four.send(SampleAttempts.get(server.url("/whole"))), 4)
              .filter(Reply.Received.class::isInstance)
              .count()
              .block(Watchdog.TIME));
      server.awaitEnded(server.unseen() - 4);
    } finally {
      pool.disposeLater().block(Watchdog.TIME);
    }
  }

  /** A cancel that comes with the reply must not hit the next exchange on that connection. */
  @Test
  void cancelsThatRaceWithTheReplyHarmNobody() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      List<Reason> faults = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        Disposable racing = subscribe(exchange, SampleAttempts.get(server.url("/racing")));
        if (i % 2 == 0) {
          Thread.onSpinWait();
        }
        racing.dispose();
        if (reply(exchange, SampleAttempts.get(server.url("/whole")))
            instanceof Reply.Fault fault) {
          faults.add(fault.reason());
        }
      }
      assertEquals(List.of(), faults);
    }
  }

  private static RawServer.Script storm() {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab";
    return link -> {
      while (true) {
        String head = link.head().orElse("");
        if (head.isEmpty()) {
          link.awaitEnd();
          return;
        }
        link.send(half);
        if (!head.startsWith("GET /whole") && Math.floorMod(head.hashCode(), 3) == 0) {
          link.awaitEnd();
          return;
        }
        link.send("cd");
      }
    };
  }

  /** By a subscriber that lets what comes after its cancel pass, as the specification allows. */
  private static Disposable subscribe(Exchange exchange, Attempt attempt) {
    return exchange.send(attempt).subscribeWith(new BaseSubscriber<>() {});
  }

  /** To be asked after a fence. */
  private static int cancelledHeads(RawServer server, RawServer.Link... links) throws Exception {
    int cancelled = 0;
    List<RawServer.Link> all = new ArrayList<>(List.of(links));
    while (server.unseen() > 0) {
      all.add(server.link());
    }
    for (RawServer.Link link : all) {
      while (link.unseenHeads() > 0) {
        cancelled += link.seenHead().contains("cancelled") ? 1 : 0;
      }
    }
    return cancelled;
  }

  private static FetcherConfig resolver(dev.fetchfold.HostResolver resolver) {
    return FetcherConfig.defaults().resolver(resolver);
  }

  private static List<InetAddress> block(CountDownLatch resolving, CountDownLatch interrupted) {
    resolving.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static List<InetAddress> answerAfter(CountDownLatch answer) {
    while (answer.getCount() > 0) {
      try {
        answer.await();
      } catch (InterruptedException ignored) {
        // as a native call would
      }
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(Watchdog.SECONDS, TimeUnit.SECONDS));
  }
}
