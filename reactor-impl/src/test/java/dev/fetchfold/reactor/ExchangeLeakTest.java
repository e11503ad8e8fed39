package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.netty.Leaks;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Netty's own detector of buffers that nobody released, at its strictest (BODY-04). */
final class ExchangeLeakTest extends Exchanges {
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

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void everyEndReleasesItsBuffers() throws Exception {
    try (Leaks leaks = Leaks.watch();
        RawServer server = RawServer.start(ExchangeLeakTest::answer)) {
      Exchange exchange = open(FetcherConfig.defaults().maxBodyBytes(60_000));
      Random random = new Random(3);
      Flux.range(0, 200)
          .flatMap(i -> perhapsCut(exchange, server.url("/" + i), random), 8)
          .blockLast(Watchdog.TIME);
      exchange.close().block(Watchdog.TIME);
      assertEquals(List.of(), leaks.found());
    }
  }

  /** A connection goes on after a good reply only. */
  private static void answer(RawServer.Link link) throws IOException {
    String reply = OK;
    while (reply.equals(OK)) {
      String head = link.head().orElse("");
      if (head.isEmpty()) {
        return;
      }
      reply = REPLIES.get(Math.floorMod(head.hashCode(), REPLIES.size()));
      link.send(reply);
    }
  }

  private static Mono<Reply> perhapsCut(Exchange exchange, String url, Random random) {
    byte[] body = new byte[random.nextInt(100_000)];
    Attempt attempt =
        random.nextBoolean() ? SampleAttempts.get(url) : SampleAttempts.of("PUT", url, body);
    return random.nextInt(3) > 0
        ? exchange.send(attempt)
        : cut(exchange.send(attempt), Duration.ofNanos(random.nextInt(4_000_000)));
  }
}
