package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param head what it holds
 * @param unit of its figures
 * @param width in characters
 * @param cell its content
 */
record Column(String head, String unit, int width, Cell cell) {
  private static final String NONE = "-";

  /** The content of a cell. */
  interface Cell {
    String of(Results results, Entry entry, Workload workload);
  }

  /** The columns that say most of a kind of workload; all the others are in the files. */
  static List<Column> of(Workload.Kind kind) {
    return switch (kind) {
      case START ->
          List.of(
              median(Measure.FIRST_BATCH, "first batch", 12, "ms"),
              spread(Measure.FIRST_BATCH, 14, "least–most"),
              median(Measure.PEAK_RSS, "peak RSS", 9, "MiB"));
      case BATCHES, BESIDE_DEAD ->
          List.of(
              median(Measure.FETCHES_PER_SECOND, "fetches", 7, "/s"),
              median(Measure.CPU_PER_FETCH, "CPU", 5, "µs"),
              spread(Measure.CPU_PER_FETCH, 11, "per fetch"),
              median(Measure.ALLOCATED_PER_FETCH, "alloc", 7, "B/fetch"),
              both(Measure.BATCH_P50, Measure.BATCH_P99, "batch ms", 11, "p50/p99"),
              both(Measure.WIRE_P50, Measure.WIRE_P99, "on wire ms", 10, "p50/p99"),
              both(Measure.PLATFORM_THREADS, Measure.VIRTUAL_THREADS, "threads", 8, "pl+virt"),
              inFlight(),
              median(Measure.ERROR_PERCENT, "errs", 5, "%"));
      case CANCELLED ->
          List.of(
              median(Measure.CANCEL_P50, "to closed", 10, "p50 ms"),
              spread(Measure.CANCEL_P50, 14, "least–most"),
              median(Measure.CANCEL_MAX, "to closed", 10, "max ms"),
              median(Measure.CANCEL_CALL, "the call", 10, "max ms"),
              inFlight(),
              median(Measure.LEAKED_CONNECTIONS, "left open", 9, "conn."));
      case LONG ->
          List.of(
              median(Measure.FETCHES_PER_SECOND, "fetches", 8, "/s"),
              median(Measure.CPU_PER_FETCH, "CPU", 8, "µs/fetch"),
              median(Measure.ALLOCATED_PER_FETCH, "alloc", 8, "B/fetch"),
              median(Measure.EARLY_HEAP, "heap at 1%", 11, "MiB"),
              median(Measure.LIVE_HEAP, "in the end", 11, "MiB"),
              median(Measure.PEAK_RSS, "peak RSS", 9, "MiB"),
              inFlight(),
              median(Measure.ERROR_PERCENT, "errors", 6, "%"));
      case TOGETHER ->
          List.of(
              median(Measure.BATCH_P50, "batch", 8, "ms"),
              median(Measure.CPU_PER_FETCH, "CPU", 8, "µs/fetch"),
              median(Measure.LIVE_HEAP, "live heap", 9, "MiB"),
              median(Measure.PEAK_RSS, "peak RSS", 9, "MiB"),
              both(Measure.PLATFORM_THREADS, Measure.VIRTUAL_THREADS, "threads", 11, "pl+virt"),
              median(Measure.CONNECTIONS, "connections", 11, ""),
              inFlight(),
              median(Measure.ERROR_PERCENT, "errors", 6, "%"));
    };
  }

  /** What an engine takes and leaves, on one workload. */
  static List<Column> ofMemory() {
    return List.of(
        median(Measure.LIVE_HEAP, "live heap", 10, "MiB"),
        median(Measure.PEAK_RSS, "peak RSS", 9, "MiB"),
        median(Measure.CONNECTIONS, "connections", 11, "opened"),
        median(Measure.ORIGIN_CPU_PER_FETCH, "origin CPU", 10, "µs/fetch"),
        median(Measure.LEAKED_THREADS, "threads", 8, "left"),
        median(Measure.LEAKED_CONNECTIONS, "conn.", 6, "left"),
        median(Measure.WARM_UP, "warm-up", 8, "ms"));
  }

  private static Column median(Measure measure, String head, int width, String unit) {
    return new Column(head, unit, width, (results, entry, on) -> text(results, entry, on, measure));
  }

  private static String text(Results results, Entry entry, Workload workload, Measure measure) {
    Optional<Interval> interval = results.interval(entry, workload, measure);
    return interval.map(Interval::median).map(Shown::number).orElse(NONE);
  }

  private static Column spread(Measure measure, int width, String unit) {
    return new Column(
        "", unit, width, (results, entry, on) -> spread(results.interval(entry, on, measure)));
  }

  private static String spread(Optional<Interval> interval) {
    return interval
        .filter(some -> some.count() > 1)
        .map(some -> Shown.number(some.low()) + "–" + Shown.number(some.high()))
        .orElse("");
  }

  private static Column both(Measure one, Measure other, String head, int width, String unit) {
    return new Column(
        head,
        unit,
        width,
        (results, entry, on) -> both(results, entry, on, one, other, unit.replaceAll("\\w", "")));
  }

  private static String both(
      Results results, Entry entry, Workload on, Measure one, Measure other, String between) {
    String first = text(results, entry, on, one);
    String second = text(results, entry, on, other);
    return first.equals(NONE) ? NONE : first + between + second;
  }

  private static Column inFlight() {
    return median(Measure.PEAK_IN_FLIGHT, "in", 6, "flight");
  }
}
