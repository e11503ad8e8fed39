package dev.fetchfold.benchmarks.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where Java threads spent their CPU time, by samples of Flight Recorder; those of JDK 25 on Linux
 * see native code too. The threads that compile and collect are not in it.
 */
final class CpuShares implements AutoCloseable {
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final String OURS = "dev.fetchfold.";
  private static final String HARNESS = "dev.fetchfold.benchmarks.";

  private final Recording recording = new Recording();

  private CpuShares() {
    recording.enable(SAMPLE).with("throttle", PERIOD.toMillis() + "ms");
    recording.start();
  }

  /** What was executed, or who had called the JDK's code that was. */
  enum Layer {
    /** A native method: a system call, or a thread parked or woken. */
    NATIVE,
    /** No frame but the JDK's. */
    JDK,
    /** The HTTP client and what it brings. */
    CLIENT,
    /** The engine with policy and support. */
    ENGINE,
    /** The work, counted outcomes. */
    HARNESS,
    /** A stack that could not be walked. */
    UNKNOWN
  }

  /**
   * What was found.
   *
   * @param samples how many
   * @param layers samples by layer
   * @param classes samples of {@link Layer#ENGINE} by class
   */
  record Found(int samples, Map<Layer, Integer> layers, Map<String, Integer> classes) {
    double percent(Layer layer) {
      return 100.0 * layers.getOrDefault(layer, 0) / Math.max(1, samples);
    }
  }

  /** Begins to sample. */
  static CpuShares watch() {
    return new CpuShares();
  }

  /** What was sampled so far; to be called once. */
  Found found() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("fetchfold-profile", ".jfr");
    try {
      recording.dump(file);
      return count(RecordingFile.readAllEvents(file));
    } finally {
      Files.delete(file);
    }
  }

  private static Found count(List<RecordedEvent> events) {
    Map<Layer, Integer> layers = new EnumMap<>(Layer.class);
    Map<String, Integer> classes = new TreeMap<>();
    int samples = 0;
    for (RecordedEvent event : events) {
      if (event.getEventType().getName().equals(SAMPLE)) {
        samples++;
        count(event, layers, classes);
      }
    }
    return new Found(samples, layers, classes);
  }

  private static void count(
      RecordedEvent event, Map<Layer, Integer> layers, Map<String, Integer> classes) {
    List<RecordedFrame> frames =
        event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
    Layer layer = layer(frames);
    layers.merge(layer, 1, Integer::sum);
    if (layer == Layer.ENGINE) {
      classes.merge(simple(caller(frames)), 1, Integer::sum);
    }
  }

  private static Layer layer(List<RecordedFrame> frames) {
    if (frames.isEmpty()) {
      return Layer.UNKNOWN;
    }
    if (frames.getFirst().getType().equals("Native")) {
      return Layer.NATIVE;
    }
    String caller = caller(frames);
    if (caller.isEmpty()) {
      return Layer.JDK;
    }
    if (caller.startsWith(HARNESS)) {
      return Layer.HARNESS;
    }
    return caller.startsWith(OURS) ? Layer.ENGINE : Layer.CLIENT;
  }

  /** The class nearest to what was executed that is not the JDK's; empty if there is none. */
  private static String caller(List<RecordedFrame> frames) {
    return frames.stream()
        .map(frame -> frame.getMethod().getType().getName())
        .filter(name -> JDK.stream().noneMatch(name::startsWith))
        .findFirst()
        .orElse("");
  }

  /** Without its package; what is nested counts for the class around it. */
  private static String simple(String name) {
    String outer = name.replaceFirst("[$/].*", "");
    return outer.substring(outer.lastIndexOf('.') + 1);
  }

  @Override
  public void close() {
    recording.close();
  }
}
