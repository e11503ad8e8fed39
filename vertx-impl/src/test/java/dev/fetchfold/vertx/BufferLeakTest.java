package dev.fetchfold.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.netty.Leaks;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's own detector of buffers that nobody released, at its strictest (BODY-04). */
class BufferLeakTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
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
          OK + "HTTP/1.1 2",
          "garbage\r\n\r\n");

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void everyEndReleasesItsBuffers() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().maxBodyBytes(60_000).retry(RetryPolicy.none());
    try (Leaks leaks = Leaks.watch()) {
      fetchAll(config);
      assertEquals(List.of(), leaks.found());
    }
  }

  private static void fetchAll(FetcherConfig config) throws Exception {
    try (OriginServer origin = origin();
        Fetcher fetcher = VertxFetcher.open(config)) {
      fetcher.fetch(Batch.of(targets(origin)));
    }
  }

  private static OriginServer origin() throws Exception {
    OriginServer origin = OriginServer.start();
    for (int i = 0; i < REPLIES.size(); i++) {
      origin.on("/" + i, Script.raw(REPLIES.get(i).getBytes(ISO_8859_1), Script.After.CLOSE));
    }
    return origin;
  }

  /** One in three has so little time that it is cut anywhere; one in two sends a body. */
  private static List<Target> targets(OriginServer origin) {
    Random random = new Random(3);
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Target target = Target.of(origin.url("/" + i % REPLIES.size()));
      if (random.nextInt(3) == 0) {
        target = target.attemptTimeout(Duration.ofMillis(1 + random.nextInt(4)));
      }
      targets.add(
          random.nextBoolean()
              ? target
              : target.method("PUT").body(new byte[random.nextInt(100_000)]));
    }
    return targets;
  }
}
