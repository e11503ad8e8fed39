package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Workout;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockHound;

/**
 * In a JVM of its own: nothing blocks an event loop, no buffer leaks. BlockHound hears of every
 * call that would block, be it ever so short; Vert.x's own checker only of what takes long.
 */
class HygieneTest {
  /** Longer than a crowded machine keeps an event loop waiting for its turn. */
  private static final long LONG_SECONDS = 60;

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void nothingBlocksOrLeaks() throws Exception {
    Process child = start();
    List<String> output = child.inputReader().lines().toList();
    List<String> complaints = output.stream().filter(HygieneTest::isComplaint).toList();
    assertEquals(List.of(), complaints);
    assertEquals(0, child.waitFor(), () -> String.join("\n", output));
  }

  private static boolean isComplaint(String line) {
    return line.contains("LEAK") || line.contains("has been blocked") || line.startsWith("! ");
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+AllowRedefinitionToAddDeleteMethods", // what BlockHound needs from JDK 13 on
            "-XX:+EnableDynamicAgentLoading",
            "-Dio.netty.leakDetection.level=paranoid",
            "-Dio.netty.leakDetection.targetRecords=20",
            "-cp",
            System.getProperty("java.class.path"),
            Watched.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  /** What the child does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Queue<Throwable> complaints = new ConcurrentLinkedQueue<>();
      BlockHound.install(
          builder ->
              builder.blockingMethodCallback(method -> note(String.valueOf(method), complaints)));
      Vertx vertx = Vertx.vertx(checked());
      proveThatBlockingIsHeardOf(vertx, complaints);
      for (int i = 0; i < 3; i++) {
        Workout.run(config -> on(vertx, config), 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      vertx.close().await();
      complaints.forEach(Watched::print);
    }

    private static VertxOptions checked() {
      return new VertxOptions()
          .setBlockedThreadCheckInterval(100)
          .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
          .setMaxEventLoopExecuteTime(LONG_SECONDS)
          .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS);
    }

    private static Fetcher on(Vertx vertx, FetcherConfig config) {
      return VertxFetcher.using(vertx, config);
    }

    private static void proveThatBlockingIsHeardOf(Vertx vertx, Queue<Throwable> complaints) {
      vertx.timer(1, TimeUnit.MILLISECONDS).map(now -> Sleeper.slept()).await();
      if (complaints.isEmpty()) {
        System.out.println("! a sleep on an event loop was not heard of");
      }
      complaints.clear();
    }

    private static void note(String method, Queue<Throwable> complaints) {
      IllegalStateException blocked = new IllegalStateException("blocked in " + method);
      if (isOurs(blocked)) {
        complaints.add(blocked);
      }
    }

    /** Netty's own loops park, and are none of our business. */
    private static boolean isOurs(Throwable blocked) {
      return Stream.of(blocked.getStackTrace())
          .map(StackTraceElement::getClassName)
          .anyMatch(name -> name.startsWith("dev.fetchfold.") && !name.contains("Watched"));
    }

    private static void print(Throwable complaint) {
      System.out.println("! " + complaint);
      for (StackTraceElement frame : complaint.getStackTrace()) {
        System.out.println("!     " + frame);
      }
    }
  }

  /** Does what an event loop must not do. */
  static final class Sleeper {
    private Sleeper() {}

    static boolean slept() {
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
