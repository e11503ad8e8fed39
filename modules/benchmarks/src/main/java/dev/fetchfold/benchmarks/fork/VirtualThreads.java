package dev.fetchfold.benchmarks.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts the virtual threads that are begun and not yet over, by the events of Flight Recorder: a
 * thread dump with 10,000 of them has been seen to crash a JVM of version 25.
 */
final class VirtualThreads implements AutoCloseable {
  private static final String START = "jdk.VirtualThreadStart";
  private static final String END = "jdk.VirtualThreadEnd";

  private final Recording recording = new Recording();

  private VirtualThreads() {
    recording.enable(START).withoutStackTrace();
    recording.enable(END).withoutStackTrace();
    recording.start();
  }

  /** Those that begin from now on. */
  static VirtualThreads watch() {
    return new VirtualThreads();
  }

  /** How many there are now, by name, numbers replaced; to be called once. */
  Map<String, Integer> living() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("fetchfold-threads", ".jfr");
    try {
      recording.dump(file);
      return count(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Integer> count(Path file) throws IOException {
    Map<String, Integer> groups = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      switch (event.getEventType().getName()) {
        case START -> groups.merge(group(event), 1, Integer::sum);
        case END -> groups.merge(group(event), -1, Integer::sum);
        default -> {}
      }
    }
    groups.values().removeIf(count -> count <= 0); // one that began before, and ended since
    return groups;
  }

  private static String group(RecordedEvent event) {
    return Threads.pattern(event.getThread().getJavaName());
  }

  @Override
  public void close() {
    recording.close();
  }
}
