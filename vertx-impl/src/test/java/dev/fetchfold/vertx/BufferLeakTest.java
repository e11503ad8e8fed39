package dev.fetchfold.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.time.Duration;
import java.util.ArrayList;
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

/** Netty's own detector of buffers that nobody released, at its strictest (BODY-04). */
class BufferLeakTest {
  private static final Logger DETECTOR = Logger.getLogger(ResourceLeakDetector.class.getName());
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

  private static final String SENTINEL = "leaked on purpose";

  static {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE); // where the test listens
  }

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
    FetcherConfig config = FetcherConfig.defaults().maxBodyBytes(60_000).retry(RetryPolicy.none());
    try (OriginServer origin = origin();
        Fetcher fetcher = VertxFetcher.open(config)) {
      fetcher.fetch(Batch.of(targets(origin)));
    }
    awaitCollection();
    assertEquals(List.of(), List.copyOf(leaks));
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
