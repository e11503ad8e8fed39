package dev.fetchfold.kit.rules.run;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The objects of this JVM that can be reached, by class.
 *
 * @param printed one text, and not a map, whose entries would be objects more the next time
 */
record LiveObjects(String printed) {
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

  /** Collects the others first; what {@code jcmd GC.class_histogram} prints, HotSpot's own. */
  static LiveObjects now() {
    try {
      Object printed =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return new LiveObjects(printed.toString());
    } catch (JMException e) {
      throw new IllegalStateException("this JVM does not count its objects", e);
    }
  }

  /** The classes that have so many objects more than before. */
  Set<String> moreThan(LiveObjects before, int least) {
    Map<String, Long> then = before.counts();
    Set<String> grown = new TreeSet<>();
    counts()
        .forEach(
            (name, count) -> {
              if (count - then.getOrDefault(name, 0L) >= least) {
                grown.add(name);
              }
            });
    return grown;
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    for (String line : printed.split("\n", -1)) {
      Matcher counted = LINE.matcher(line);
      if (counted.matches()) {
        counts.merge(counted.group(2), Long.parseLong(counted.group(1)), Long::sum);
      }
    }
    return counts;
  }
}
