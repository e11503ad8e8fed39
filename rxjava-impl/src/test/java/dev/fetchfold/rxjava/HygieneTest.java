package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Workout;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * In a JVM of its own, whose schedulers stand still: no error is undeliverable (OUT-05), nothing
 * blocks a non-blocking thread, and time passes for the fetcher nevertheless.
 */
class HygieneTest {
  @Test
  @Timeout(180)
  void nothingIsUndeliverableOrBlocks() throws Exception {
    Process child = start();
    try {
      List<String> output = child.inputReader().lines().toList();
      assertEquals(List.of(), output.stream().filter(line -> line.startsWith("! ")).toList());
      assertEquals(0, child.waitFor(), () -> String.join("\n", output));
    } finally {
      child.destroyForcibly();
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
      RxJavaPlugins.setErrorHandler(complaints::add);
      RxJavaPlugins.setFailOnNonBlockingScheduler(true);
      TestScheduler still = new TestScheduler();
      RxJavaPlugins.setComputationSchedulerHandler(own -> still);
      RxJavaPlugins.setSingleSchedulerHandler(own -> still);
      RxJavaPlugins.setIoSchedulerHandler(own -> still);
      RxJavaPlugins.setNewThreadSchedulerHandler(own -> still);
      Workout.run(RxFetcher::open, 4);
      complaints.forEach(complaint -> System.out.println("! " + complaint));
    }
  }
}
