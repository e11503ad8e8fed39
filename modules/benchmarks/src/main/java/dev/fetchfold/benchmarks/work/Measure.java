package dev.fetchfold.benchmarks.work;

import java.util.Locale;

/** What is measured, per run. */
public enum Measure {
  /** Outcomes per second of wall time. */
  FETCHES_PER_SECOND("fetches/s", "", "outcomes per second of wall time"),
  /** CPU time of the contestant's process. */
  CPU_PER_FETCH("CPU/fetch", "µs", "CPU time of the whole process, JIT and GC included"),
  /** CPU time of the origin's process. */
  ORIGIN_CPU_PER_FETCH("origin's CPU", "µs", "CPU time of the origin's process, per fetch"),
  /** Bytes allocated by Java threads. */
  ALLOCATED_PER_FETCH("allocated", "B", "bytes allocated on the heap, per fetch"),
  /** From the start of a batch to its result. */
  BATCH_P50("batch p50", "ms", "from the start of a batch to its result"),
  /** The same. */
  BATCH_P95("batch p95", "ms", "from the start of a batch to its result"),
  /** The same. */
  BATCH_P99("batch p99", "ms", "from the start of a batch to its result"),
  /** The same. */
  BATCH_MAX("batch max", "ms", "from the start of a batch to its result"),
  /** From taken to settled, less the time on the wire. */
  QUEUE_P50("queue p50", "ms", "from taken to settled, without the time on the wire"),
  /** The same. */
  QUEUE_P99("queue p99", "ms", "from taken to settled, without the time on the wire"),
  /** From the permits to the last byte, all attempts. */
  WIRE_P50("wire p50", "ms", "from the grant of the permits to the last byte, all attempts"),
  /** The same. */
  WIRE_P95("wire p95", "ms", "from the grant of the permits to the last byte, all attempts"),
  /** The same. */
  WIRE_P99("wire p99", "ms", "from the grant of the permits to the last byte, all attempts"),
  /** The same. */
  WIRE_MAX("wire max", "ms", "from the grant of the permits to the last byte, all attempts"),
  /** Failures and statuses of 400 or more. */
  ERROR_PERCENT("errors", "%", "failures, and statuses of 400 or more"),
  /** Outcomes that are not what the origin did. */
  UNEXPECTED("unexpected", "", "outcomes that are not what the origin did"),
  /** Resident memory of the process, at most. */
  PEAK_RSS("peak RSS", "MiB", "resident memory of the process, at most"),
  /** Heap in use after a collection. */
  LIVE_HEAP("live heap", "MiB", "heap in use after a collection, the contestant open"),
  /** The same, early in a long run. */
  EARLY_HEAP("early heap", "MiB", "heap in use after a collection at 1% of the run"),
  /** Platform threads that an idle JVM has not. */
  PLATFORM_THREADS("platform threads", "", "beyond those of an idle JVM, carriers included"),
  /** Virtual threads. */
  VIRTUAL_THREADS("virtual threads", "", "half-way through a batch"),
  /** Connections that the origin accepted. */
  CONNECTIONS("connections", "", "accepted by the origin during the run"),
  /** Requests in flight at the origin, at most. */
  PEAK_IN_FLIGHT("in flight", "", "at the origin, at most, until the last byte is written"),
  /** From the call of cancel until the origin saw the last connection closed. */
  CANCEL_P50("cancel to closed p50", "ms", "from cancel to the last connection closed"),
  /** The same. */
  CANCEL_MAX("cancel to closed max", "ms", "from cancel to the last connection closed"),
  /** How long the call of cancel took. */
  CANCEL_CALL("cancel call", "ms", "how long the call of cancel took, at most"),
  /** Threads left after close. */
  LEAKED_THREADS("leaked threads", "", "left after close, beyond those a first fetcher left"),
  /** Connections left after close. */
  LEAKED_CONNECTIONS("leaked connections", "", "open at the origin after close"),
  /** The first batch. */
  FIRST_BATCH("first batch", "ms", "opening it and a first batch of 64, in a cold JVM"),
  /** Time of the live targets, by the time they take alone. */
  TIMES_ALONE("times alone", "×", "a batch beside a dead origin, by one without it"),
  /** Warming up. */
  WARM_UP("warm-up", "ms", "until CPU per fetch and compiler had settled, or time was up"),
  /** The JIT compiler's time. */
  COMPILING(
      "compiling", "%", "compilers at work, of the time measured; what is not yet, costs more");

  private final String title;
  private final String unit;
  private final String meaning;

  Measure(String title, String unit, String meaning) {
    this.title = title;
    this.unit = unit;
    this.meaning = meaning;
  }

  /**
   * Its name, for people.
   *
   * @return one to three words
   */
  public String title() {
    return title;
  }

  /**
   * Its unit.
   *
   * @return empty for counts
   */
  public String unit() {
    return unit;
  }

  /**
   * What it is.
   *
   * @return a few words
   */
  public String meaning() {
    return meaning;
  }

  /** As it is written to files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds one.
   *
   * @param name as {@link #toString} shows it
   * @return the measure
   * @throws IllegalArgumentException if there is none
   */
  public static Measure of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
