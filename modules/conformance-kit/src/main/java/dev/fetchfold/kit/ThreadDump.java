package dev.fetchfold.kit;

import static java.util.stream.Collectors.toList;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The threads of this JVM, virtual ones included (K4). */
public final class ThreadDump {
  private static final int SHOWN = 40;

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
   * The stacks that are in code of this project, each once, with the number of threads that stand
   * there. The kit runs other checks at the same time, so not every stack is of the check at hand.
   *
   * @return at most {@value #SHOWN} stacks, shortened
   */
  static String ours() {
    Map<String, List<String>> byStack =
        threads().stream()
            .filter(thread -> thread.contains("dev.fetchfold.") && !thread.contains("\"kit-check-"))
            .collect(Collectors.groupingBy(ThreadDump::stack, LinkedHashMap::new, toList()));
    return byStack.values().stream()
        .limit(SHOWN)
        .map(same -> same.size() + " x " + shortened(same.get(0)))
        .collect(Collectors.joining("\n"));
  }

  private static String stack(String thread) {
    return thread.lines().filter(line -> line.contains(" at ")).collect(Collectors.joining());
  }

  private static String shortened(String thread) {
    return thread
        .lines()
        .filter(line -> !line.isBlank() && !line.contains("- parking"))
        .limit(25)
        .collect(Collectors.joining("\n"));
  }

  /** One at a time: two at once have been seen to crash JDK 25. */
  private static synchronized String dump() throws IOException {
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
