package dev.fetchfold.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Workout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    List<RecordedEvent> pinned = new CopyOnWriteArrayList<>();
    try (RecordingStream recording = new RecordingStream()) {
      recording.enable(PINNED).withStackTrace().withoutThreshold();
      recording.onEvent(PINNED, pinned::add);
      recording.startAsync();
      Workout.run(VirtualFetcher::open, 2);
      recording.stop();
    }
    assertEquals(List.of(), pinned.stream().filter(PinningTest::isOurs).toList());
  }

  private static boolean isOurs(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .anyMatch(PinningTest::isOurs);
  }

  private static boolean isOurs(String type) {
    return Stream.of("virtual", "support", "policy", "httpclient5")
        .anyMatch(name -> type.startsWith("dev.fetchfold." + name + "."));
  }
}
