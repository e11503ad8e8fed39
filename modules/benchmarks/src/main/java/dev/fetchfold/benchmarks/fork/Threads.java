package dev.fetchfold.benchmarks.fork;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which platform threads there are, and which of them have run. */
final class Threads {
  private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

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
          "MasterPoller",
          "Read-Poller",
          "Write-Poller");

  /** What {@link VirtualThreads} starts. */
  private static final Set<String> OF_THE_WITNESS =
      Set.of("JFR Recorder Thread", "JFR Periodic Tasks");

  private Threads() {}

  /**
   * The platform threads of a moment.
   *
   * @param groups how many by name, numbers replaced
   */
  record Census(Map<String, Integer> groups) {
    int count() {
      return groups.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Without the threads of the JDK. */
    int ownCount() {
      return groups.entrySet().stream()
          .filter(group -> !OF_THE_JDK.contains(group.getKey()))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    /** What there is more of than in another one, as text. */
    List<String> beyond(Census other) {
      return groups.entrySet().stream()
          .filter(group -> !OF_THE_JDK.contains(group.getKey()))
          .filter(group -> group.getValue() > other.groups.getOrDefault(group.getKey(), 0))
          .map(group -> group.getValue() + " x " + group.getKey())
          .toList();
    }
  }

  static Census census() {
    Map<String, Integer> groups = new TreeMap<>();
    for (long id : BEAN.getAllThreadIds()) {
      groups.merge(nameOf(id), 1, Integer::sum);
    }
    groups.keySet().removeAll(OF_THE_WITNESS);
    return new Census(groups);
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

  /** A name by which threads can be counted. */
  static String pattern(String name) {
    return name.isEmpty() ? "(unnamed)" : name.replaceAll("\\d+", "#");
  }
}
