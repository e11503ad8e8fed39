package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      BlockHound.install(builder -> builder.blockingMethodCallback(complaints::addBlocking));
      Vertx vertx = Vertx.vertx(checked());
      proveThatBlockingIsHeardOf(vertx, complaints);
      for (int i = 0; i < 3; i++) {
        Workout.run(config -> VertxFetcher.using(vertx, config), 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      vertx.close().await();
      complaints.print();
    }

    private static VertxOptions checked() {
      return new VertxOptions()
          .setBlockedThreadCheckInterval(100)
          .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
          .setMaxEventLoopExecuteTime(LONG_SECONDS)
          .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS);
    }

    private static void proveThatBlockingIsHeardOf(Vertx vertx, Complaints complaints) {
      vertx.timer(1, TimeUnit.MILLISECONDS).map(now -> slept()).await();
      if (!complaints.forget()) {
        complaints.add(new AssertionError("a sleep on an event loop was not heard of"));
      }
    }

    private static boolean slept() {
      try {
        Thread.sleep(1);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
