package dev.fetchfold.benchmarks.fork;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on the heap, by class, after a collection.
 *
 * @param bytes by class name
 */
record HeapShares(Map<String, Long> bytes) {
  /** Rank, instances, bytes, class; a module may follow. */
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

  /** As it is now. */
  static HeapShares now() throws JMException {
    System.gc();
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return new HeapShares(
        histogram
            .lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(m -> m.group(2), m -> Long.valueOf(m.group(1)), Long::sum)));
  }

  /** What has been added since. */
  HeapShares since(HeapShares before) {
    Map<String, Long> more = new HashMap<>(bytes);
    before.bytes.forEach((name, was) -> more.merge(name, -was, Long::sum));
    return new HeapShares(more);
  }

  long sum() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The classes that take most. */
  List<Map.Entry<String, Long>> most(int count) {
    return bytes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(count)
        .toList();
  }
}
