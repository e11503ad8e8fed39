package dev.fetchfold.cli.compare;

import dev.fetchfold.cli.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of one engine gave, as the engine's process sees it.
 *
 * @param fetches outcomes delivered
 * @param errors of those, how many are failures or have a status of 400 or more
 * @param unexpected of those, how many are not what the origin did
 * @param wallNanos from the first target to the last outcome
 * @param cpuNanos CPU time of the process meanwhile
 * @param p99Nanos from a target's hand-over to its outcome's
 * @param threads the most platform threads at once
 */
record Measurement(
    long fetches,
    long errors,
    long unexpected,
    long wallNanos,
    long cpuNanos,
    long p99Nanos,
    long threads) {

  String text() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("fetches", fetches);
    values.put("errors", errors);
    values.put("unexpected", unexpected);
    values.put("wallNanos", wallNanos);
    values.put("cpuNanos", cpuNanos);
    values.put("p99Nanos", p99Nanos);
    values.put("threads", threads);
    return Numbers.text(values);
  }

  static Measurement parse(String text) {
    Map<String, Long> values = Numbers.parse(text);
    return new Measurement(
        Numbers.get(values, "fetches"),
        Numbers.get(values, "errors"),
        Numbers.get(values, "unexpected"),
        Numbers.get(values, "wallNanos"),
        Numbers.get(values, "cpuNanos"),
        Numbers.get(values, "p99Nanos"),
        Numbers.get(values, "threads"));
  }
}
