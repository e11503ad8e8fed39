package dev.fetchfold.benchmarks.origin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of an origin, since it began.
 *
 * @param requests heads received
 * @param connections connections accepted
 * @param open of those, how many are open
 * @param inFlight heads received whose last byte is not written
 * @param peak the most that were in flight since that was last reset
 * @param abandonedAt when a connection was last closed under a request, by the monotonic clock of
 *     the machine, which its processes share
 * @param cpuNanos CPU time of the origin's process
 */
public record OriginCounts(
    long requests,
    long connections,
    int open,
    int inFlight,
    int peak,
    long abandonedAt,
    long cpuNanos) {

  /** As it is sent. */
  String text() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("requests", requests);
    values.put("connections", connections);
    values.put("open", (long) open);
    values.put("inFlight", (long) inFlight);
    values.put("peak", (long) peak);
    values.put("abandonedAt", abandonedAt);
    values.put("cpuNanos", cpuNanos);
    return Numbers.text(values);
  }

  /**
   * Reads what {@link Playground#COUNTERS} answers.
   *
   * @param text {@code name=value} pairs
   * @return the counters
   */
  static OriginCounts parse(String text) {
    Map<String, Long> values = Numbers.parse(text);
    return new OriginCounts(
        Numbers.get(values, "requests"),
        Numbers.get(values, "connections"),
        Math.toIntExact(Numbers.get(values, "open")),
        Math.toIntExact(Numbers.get(values, "inFlight")),
        Math.toIntExact(Numbers.get(values, "peak")),
        Numbers.get(values, "abandonedAt"),
        Numbers.get(values, "cpuNanos"));
  }
}
