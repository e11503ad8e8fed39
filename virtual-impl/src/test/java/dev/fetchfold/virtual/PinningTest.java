package dev.fetchfold.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.fetchfold.kit.Workout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

/** No carrier is pinned by a frame of ours, once classes are loaded and initialised. */
class PinningTest {
  private static final String PINNED = "jdk.VirtualThreadPinned";

  @Test
  void nothingOfOursPinsACarrier() throws Exception {
    Workout.run(VirtualFetcher::open, 1);
    assertEquals(List.of(), pinnedByUs(() -> Workout.run(VirtualFetcher::open, 2)));
  }

  /** That there was none says something only if one would have been seen. */
  @Test
  void aPlantedPinIsSeen() throws Exception {
    assertNotEquals(List.of(), pinnedByUs(() -> Thread.startVirtualThread(Planted::use).join()));
  }

  /** Parks while its class is initialised, with a frame of the JVM's on the stack: that pins. */
  private static final class Planted {
    static {
      LockSupport.parkNanos(20_000_000);
    }

    private Planted() {}

    static void use() {
      // The class is initialised now.
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static List<RecordedEvent> pinnedByUs(Work work) throws Exception {
    List<RecordedEvent> pinned = new CopyOnWriteArrayList<>();
    try (RecordingStream recording = new RecordingStream()) {
      recording.enable(PINNED).withStackTrace().withoutThreshold();
      recording.onEvent(PINNED, pinned::add);
      recording.startAsync();
      work.run();
      recording.stop();
    }
    return pinned.stream().filter(PinningTest::isOurs).toList();
  }

  private static boolean isOurs(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .anyMatch(PinningTest::isOurs);
  }

  private static boolean isOurs(String type) {
    return Stream.of("virtual", "support", "policy", "url", "httpcore5")
        .anyMatch(name -> type.startsWith("dev.fetchfold." + name + "."));
  }
}
