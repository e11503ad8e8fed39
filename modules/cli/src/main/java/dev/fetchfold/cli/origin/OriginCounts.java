package dev.fetchfold.cli.origin;

import dev.fetchfold.cli.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of an origin, since it began.
 *
 * @param requests heads received
 * @param connections connections accepted
 * @param inFlight heads received whose last byte is not written
 * @param peak the most that were in flight since that was last reset
 * @param cpuNanos CPU time of the origin's process
 */
public record OriginCounts(long requests, long connections, int inFlight, int peak, long cpuNanos) {

  /** As it is sent. */
  String text() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("requests", requests);
    values.put("connections", connections);
    values.put("inFlight", (long) inFlight);
    values.put("peak", (long) peak);
    values.put("cpuNanos", cpuNanos);
    return Numbers.text(values);
  }

  /**
   * Reads what {@link Playground#COUNTERS} answers.
   *
   * @param text {@code name=value} pairs
   * @return the counters
   */
  public static OriginCounts parse(String text) {
    Map<String, Long> values = Numbers.parse(text);
    return new OriginCounts(
        Numbers.get(values, "requests"),
        Numbers.get(values, "connections"),
        Math.toIntExact(Numbers.get(values, "inFlight")),
        Math.toIntExact(Numbers.get(values, "peak")),
        Numbers.get(values, "cpuNanos"));
  }
}
