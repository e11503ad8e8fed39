package dev.fetchfold.benchmarks.fork;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When a contestant is warm. That its windows cost alike is not enough: they also do while the JIT
 * compiler keeps a processor to itself, for ten seconds on two of them.
 */
final class WarmUp {
  /** So many windows in a row, and the contestant is warm. */
  private static final int STEADY_WINDOWS = 3;

  /** They are no farther apart than this, as a share of the costliest. */
  private static final double STEADY = 0.1;

  /** The compiler works no longer than this in them, as a share of the time. */
  private static final double COMPILING = 0.1;

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final List<Window> windows = new ArrayList<>();

  /**
   * A stretch of the warm-up.
   *
   * @param cpuMicros CPU time per fetch
   * @param nanos how long it took
   * @param compilingNanos for how long compilers were at work, all of them together
   */
  record Window(double cpuMicros, long nanos, long compilingNanos) {}

  /** What is repeated. */
  interface Batch {
    void run(Tally tally) throws Exception;
  }

  /** Repeats a batch until it is warm, or for so long. */
  static WarmUp of(Batch batch, long mostNanos) throws Exception {
    WarmUp warmUp = new WarmUp();
    long began = System.nanoTime();
    while (System.nanoTime() - began < mostNanos && !warmUp.isSteady()) {
      warmUp.add(window(batch));
    }
    return warmUp;
  }

  private static Window window(Batch batch) throws Exception {
    Tally tally = new Tally();
    long compiling = compilingNanos();
    long cpu = Stretch.cpuNanos();
    long began = System.nanoTime();
    do {
      batch.run(tally);
    } while (System.nanoTime() - began < WINDOW_NANOS);
    double micros = (Stretch.cpuNanos() - cpu) / 1e3 / Math.max(1, tally.fetches());
    return new Window(micros, System.nanoTime() - began, compilingNanos() - compiling);
  }

  void add(Window window) {
    windows.add(window);
  }

  boolean isSteady() {
    if (windows.size() < STEADY_WINDOWS) {
      return false;
    }
    List<Window> last = windows.subList(windows.size() - STEADY_WINDOWS, windows.size());
    double least = last.stream().mapToDouble(Window::cpuMicros).min().orElseThrow();
    double most = last.stream().mapToDouble(Window::cpuMicros).max().orElseThrow();
    long nanos = last.stream().mapToLong(Window::nanos).sum();
    long compiling = last.stream().mapToLong(Window::compilingNanos).sum();
    return most - least <= STEADY * most && compiling <= COMPILING * nanos;
  }

  /** CPU time per fetch, window by window. */
  List<Double> cpuMicros() {
    return windows.stream().map(Window::cpuMicros).toList();
  }

  /** For how long compilers have been at work in this JVM; 0 where it does not say. */
  static long compilingNanos() {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    return compilers != null && compilers.isCompilationTimeMonitoringSupported()
        ? compilers.getTotalCompilationTime() * 1_000_000
        : 0;
  }
}
