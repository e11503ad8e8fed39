package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockHound;

/**
 * Nothing blocks an event loop, no buffer leaks. BlockHound hears of every call that would block,
 * be it ever so short; Vert.x's own checker only of what takes long.
 */
class HygieneTest {
  /** Longer than a crowded machine keeps an event loop waiting for its turn. */
  private static final long LONG_SECONDS = 60;

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+AllowRedefinitionToAddDeleteMethods", // what BlockHound needs from JDK 13 on
          "-XX:+EnableDynamicAgentLoading",
          "-Dio.netty.leakDetection.level=paranoid",
          "-Dio.netty.leakDetection.targetRecords=20");

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void nothingBlocksOrLeaks() throws Exception {
    assertEquals(List.of(), Complaints.of(Watched.class, OPTIONS, "LEAK", "has been blocked"));
  }

  /** That there was nothing says something only if it would have been heard of. */
  @Test
  @Timeout(Watchdog.SECONDS)
  void whatIsPlantedIsHeardOf() throws Exception {
    String heard =
        String.join("\n", Complaints.of(Planted.class, OPTIONS, "LEAK", "has been blocked"));
    for (String word : List.of("blocked in", "LEAK", "has been blocked")) {
      assertTrue(heard.contains(word), () -> word + " is not in: " + heard);
    }
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      BlockHound.install(builder -> builder.blockingMethodCallback(complaints::addBlocking));
      Vertx vertx = Vertx.vertx(checked(LONG_SECONDS));
      proveThatBlockingIsHeardOf(vertx, complaints);
      for (int i = 0; i < 3; i++) {
        Workout.run(config -> VertxFetcher.using(vertx, config), 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      vertx.close().await();
      complaints.print();
    }

    static VertxOptions checked(long mostSeconds) {
      return new VertxOptions()
          .setBlockedThreadCheckInterval(100)
          .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
          .setMaxEventLoopExecuteTime(mostSeconds)
          .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS);
    }

    private static void proveThatBlockingIsHeardOf(Vertx vertx, Complaints complaints) {
      vertx.timer(1, TimeUnit.MILLISECONDS).map(now -> slept()).await();
      if (!complaints.forget()) {
        complaints.add(new AssertionError("a sleep on an event loop was not heard of"));
      }
    }

    private static boolean slept() {
      LockSupport.parkNanos(1_000_000);
      return true;
    }
  }

  /** Blocks an event loop for longer than is allowed, and loses a buffer. */
  static final class Planted {
    private static final long SHORT_SECONDS = 1;

    private Planted() {}

    public static void main(String[] arguments) {
      Complaints complaints = new Complaints();
      BlockHound.install(builder -> builder.blockingMethodCallback(complaints::addBlocking));
      Vertx vertx = Vertx.vertx(Watched.checked(SHORT_SECONDS));
      vertx.timer(1, TimeUnit.MILLISECONDS).map(now -> blocked()).await();
      leak();
      vertx.close().await();
      complaints.print();
    }

    private static boolean blocked() {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3 * SHORT_SECONDS));
      return true;
    }

    /** A leak is found when its buffer is collected and the next one is allocated. */
    private static void leak() {
      lose();
      for (int i = 0; i < 20; i++) {
        System.gc();
        LockSupport.parkNanos(10_000_000); // the collector tells of it on a thread of its own
        PooledByteBufAllocator.DEFAULT.buffer(1).release();
      }
    }

    private static void lose() {
      PooledByteBufAllocator.DEFAULT.buffer(1).writeByte(1);
    }
  }
}
