package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Netty's own detector of buffers that nobody released, at its strictest (BODY-04). */
final class ExchangeLeakTest extends Exchanges {
  private static final Logger DETECTOR = Logger.getLogger(ResourceLeakDetector.class.getName());
  private static final List<String> REPLIES =
      List.of(
          OK,
          "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + "x".repeat(70_000),
          "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + "x".repeat(10_000),
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9000\r\n\r\n"
              + "x".repeat(9000),
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n",
          "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK,
          OK + OK,
          "garbage\r\n\r\n");

  private static final String SENTINEL = "leaked on purpose";

  private volatile boolean found;
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final Handler listener = new Listener();
  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

  @BeforeEach
  void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    DETECTOR.addHandler(listener);
    DETECTOR.setUseParentHandlers(false);
  }

  @AfterEach
  void stopWatching() {
    DETECTOR.removeHandler(listener);
    DETECTOR.setUseParentHandlers(true);
    ResourceLeakDetector.setLevel(before);
  }

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void everyEndReleasesItsBuffers() throws Exception {
    Exchange exchange = open(FetcherConfig.defaults().maxBodyBytes(60_000));
    RawServer.Script script =
        link -> {
          while (true) {
            String head = link.head().orElse("");
            if (head.isEmpty()) {
              return;
            }
            String reply = REPLIES.get(Math.floorMod(head.hashCode(), REPLIES.size()));
            link.send(reply);
            if (!reply.equals(OK)) {
              return;
            }
          }
        };
    try (RawServer server = RawServer.start(script)) {
      Random random = new Random(3);
      Flux.range(0, 200)
          .flatMap(i -> perhapsCut(exchange, server.url("/" + i), random), 8)
          .blockLast(Watchdog.TIME);
    }
    exchange.close().block(Watchdog.TIME);
    awaitCollection();
    assertEquals(List.of(), List.copyOf(leaks));
  }

  private static Mono<Reply> perhapsCut(Exchange exchange, String url, Random random) {
    byte[] body = new byte[random.nextInt(100_000)];
    Attempt attempt =
        random.nextBoolean() ? SampleAttempts.get(url) : SampleAttempts.of("PUT", url, body);
    return random.nextInt(3) > 0
        ? exchange.send(attempt)
        : cut(exchange.send(attempt), Duration.ofNanos(random.nextInt(4_000_000)));
  }

  /** Leaks one buffer on purpose, and waits until the detector has found that one. */
  private void awaitCollection() {
    ByteBufAllocator.DEFAULT.buffer(16).touch(SENTINEL);
    while (!found) {
      System.gc();
      ByteBufAllocator.DEFAULT.buffer(16).release(); // the detector looks when it is asked
    }
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().contains(SENTINEL)) {
        found = true;
      } else {
        leaks.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
