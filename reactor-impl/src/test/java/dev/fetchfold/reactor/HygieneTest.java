package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Workout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Hooks;

/**
 * In a JVM of its own: nothing blocks a non-blocking thread, no buffer leaks, nothing is dropped.
 */
class HygieneTest {

  @Test
  void nothingBlocksLeaksOrIsDropped() throws Exception {
    Process child = start();
    List<String> output = child.inputReader().lines().toList();
    List<String> complaints =
        output.stream().filter(line -> line.contains("LEAK") || line.startsWith("! ")).toList();
    assertEquals(List.of(), complaints);
    assertEquals(0, child.waitFor(), () -> String.join("\n", output));
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
      Hooks.onErrorDropped(complaints::add);
      for (int i = 0; i < 3; i++) {
        Workout.run(ReactorFetcher::open, 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      complaints.forEach(Watched::print);
    }

    private static void note(String method, Queue<Throwable> complaints) {
      IllegalStateException blocked = new IllegalStateException("blocked in " + method);
      if (isOurs(blocked)) {
        complaints.add(blocked);
      }
    }

    /** Netty's idle executor threads park, and are none of our business. */
    private static boolean isOurs(Throwable blocked) {
      return Stream.of(blocked.getStackTrace())
          .map(StackTraceElement::getClassName)
          .anyMatch(name -> name.startsWith("dev.fetchfold.") && !name.contains("HygieneTest"));
    }

    private static void print(Throwable complaint) {
      System.out.println("! " + complaint);
      for (StackTraceElement frame : complaint.getStackTrace()) {
        System.out.println("!     " + frame);
      }
    }
  }
}
