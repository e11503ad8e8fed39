package dev.fetchfold.benchmarks.fork;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kinds of threads there are, and which of them have run. */
final class Threads {
  private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();
  private static final Pattern HEAD = Pattern.compile("^#\\d+ \"(.*?)\"( virtual)?");

  /** What the JDK starts when it is first needed, and keeps. */
  private static final Set<String> OF_THE_JDK =
      Set.of(
          "ForkJoinPool-#-worker-#",
          "ForkJoinPool-#-delayScheduler",
          "ForkJoinPool.commonPool-worker-#",
          "ForkJoinPool.commonPool-delayScheduler",
          "CompletableFutureDelayScheduler",
          "VirtualThread-unparker",
          "VirtualThread-unblocker",
          "Read-Poller",
          "Write-Poller");

  private Threads() {}

  /**
   * The threads of a moment, by kind.
   *
   * @param platform by name, numbers replaced
   * @param virtual by name, numbers replaced
   */
  record Census(Map<String, Integer> platform, Map<String, Integer> virtual) {
    int platformCount() {
      return platform.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Without the threads of the JDK. */
    int ownCount() {
      return platform.entrySet().stream()
          .filter(group -> !OF_THE_JDK.contains(group.getKey()))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    int virtualCount() {
      return virtual.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What there is more of than in another one, as text. */
    List<String> beyond(Census other) {
      return platform.entrySet().stream()
          .filter(group -> !OF_THE_JDK.contains(group.getKey()))
          .filter(group -> group.getValue() > other.platform.getOrDefault(group.getKey(), 0))
          .map(group -> group.getValue() + " x " + group.getKey())
          .toList();
    }
  }

  /** Of platform threads. */
  static Census platformCensus() {
    Census census = new Census(new TreeMap<>(), new TreeMap<>());
    for (long id : BEAN.getAllThreadIds()) {
      census.platform.merge(nameOf(id), 1, Integer::sum);
    }
    return census;
  }

  /**
   * Of all Java threads, virtual ones too: only a dump has those. It is taken no more often than
   * needed, since a JVM of version 25 has been seen to crash while it walked a virtual thread's
   * stack for it.
   */
  static Census census() throws IOException {
    Path directory = Files.createTempDirectory("fetchfold-threads");
    Path file = directory.resolve("threads.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return count(Files.readAllLines(file));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static Census count(List<String> dump) {
    Census census = new Census(new TreeMap<>(), new TreeMap<>());
    for (String line : dump) {
      Matcher head = HEAD.matcher(line);
      if (head.find()) {
        Map<String, Integer> kind = head.group(2) == null ? census.platform : census.virtual;
        kind.merge(pattern(head.group(1)), 1, Integer::sum);
      }
    }
    return census;
  }

  /** CPU time by thread, to be given to {@link #ranSince}. */
  static Map<Long, Long> cpuNanos() {
    Map<Long, Long> nanos = new HashMap<>();
    for (long id : BEAN.getAllThreadIds()) {
      nanos.put(id, BEAN.getThreadCpuTime(id));
    }
    return nanos;
  }

  /** How many platform threads that live now have used CPU time since, by name. */
  static Map<String, Double> ranSince(Map<Long, Long> before) {
    Map<String, Double> groups = new TreeMap<>();
    cpuNanos()
        .forEach(
            (id, nanos) -> {
              if (nanos > before.getOrDefault(id, 0L)) {
                groups.merge("platform " + nameOf(id), 1.0, Double::sum);
              }
            });
    return groups;
  }

  private static String nameOf(long id) {
    ThreadInfo info = BEAN.getThreadInfo(id);
    return info == null ? "(ended)" : pattern(info.getThreadName());
  }

  private static String pattern(String name) {
    return name.isEmpty() ? "(unnamed)" : name.replaceAll("\\d+", "#");
  }
}
