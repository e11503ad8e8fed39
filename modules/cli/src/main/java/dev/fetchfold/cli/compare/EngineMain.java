package dev.fetchfold.cli.compare;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fetchers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One engine in a process of its own, which ends with its parent. */
public final class EngineMain {
  private final String engine;
  private final List<String> origins;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private EngineMain(String engine, List<String> origins) {
    this.engine = engine;
    this.origins = origins;
  }

  /**
   * Reads lines {@code WORKLOAD MILLISECONDS} and answers each with a {@link Measurement}; ends
   * when standard input does.
   *
   * @param args the engine, then the origins
   * @throws IOException if standard input breaks
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> all = List.of(args);
    EngineMain main = new EngineMain(all.getFirst(), all.subList(1, all.size()));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 2);
      System.out.println(main.run(Workload.of(words[0]), Long.parseLong(words[1])).text());
    }
    System.exit(0);
  }

  private Measurement run(Workload workload, long millis) throws InterruptedException {
    try (Fetcher fetcher = Fetchers.open(engine, workload.config())) {
      threads.resetPeakThreadCount();
      long cpu = cpuNanos();
      long began = System.nanoTime();
      Watch watch = fetcher.fetch(batch(workload, millis), () -> new Watch(workload));
      return new Measurement(
          watch.fetches(),
          watch.errors(),
          watch.unexpected(),
          System.nanoTime() - began,
          cpuNanos() - cpu,
          watch.p99Nanos(),
          threads.getPeakThreadCount());
    }
  }

  private Batch batch(Workload workload, long millis) {
    return Batch.from(() -> new Work(workload, origins, millis)).window(workload.window());
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
