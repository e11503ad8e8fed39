package dev.fetchfold.kit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The threads of this JVM, virtual ones included (K4). */
public final class ThreadDump {
  private ThreadDump() {}

  /**
   * Every thread with its stack.
   *
   * @return one entry per thread, whose first line has its number, its name and whether it is
   *     virtual
   */
  public static List<String> threads() {
    try {
      return List.of(dump().split("\n\\s*\n"));
    } catch (IOException e) {
      return List.of("no thread dump: " + e);
    }
  }

  /**
   * The threads that are in code of this project, or were named by the kit.
   *
   * @return their entries, shortened
   */
  static String ours() {
    StringBuilder text = new StringBuilder();
    for (String thread : threads()) {
      if (thread.contains("dev.fetchfold.")) {
        text.append(shortened(thread)).append('\n');
      }
    }
    return text.toString();
  }

  private static String shortened(String thread) {
    List<String> lines = Arrays.asList(thread.strip().split("\n"));
    return String.join("\n", lines.subList(0, Math.min(25, lines.size())));
  }

  private static String dump() throws IOException {
    Path directory = Files.createTempDirectory("fetchfold-threads");
    Path file = directory.resolve("threads.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }
}
