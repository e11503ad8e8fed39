package dev.fetchfold.benchmarks.origin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What processes of ours tell each other: {@code name=value} pairs on one line. */
final class Numbers {
  private Numbers() {}

  /**
   * Writes.
   *
   * @param values by name
   * @return one line, without its end
   */
  static String text(Map<String, Long> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /**
   * Reads.
   *
   * @param text what {@link #text} wrote
   * @return the values by name
   * @throws IllegalArgumentException if it is something else
   */
  static Map<String, Long> parse(String text) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (String pair : text.strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("got \"" + text + "\", expected name=value pairs");
      }
      values.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
    }
    return values;
  }

  /**
   * One of them.
   *
   * @param values by name
   * @param name which
   * @return its value
   * @throws IllegalArgumentException if there is none of that name
   */
  static long get(Map<String, Long> values, String name) {
    Long value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("got " + values + ", expected one named " + name);
    }
    return value;
  }
}
