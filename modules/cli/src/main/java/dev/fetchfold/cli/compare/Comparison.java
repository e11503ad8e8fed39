package dev.fetchfold.cli.compare;

import dev.fetchfold.cli.origin.OriginCounts;
import dev.fetchfold.cli.origin.OriginMain;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs every workload on every engine, in turns, so that what else the machine does hits all alike.
 */
public final class Comparison implements AutoCloseable {
  /** How often each engine does each workload after it is warm. */
  static final int REPEATS = 3;

  /** How long a run takes, unless it ends by itself. */
  private static final int RUN_MILLIS = 1000;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Consumer<String> progress;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, Child> engines = new LinkedHashMap<>();
  private final Child origin;
  private List<String> urls = List.of();

  /**
   * Starts the origin.
   *
   * @param progress told what is being done, in a few words
   * @throws IOException if no process can be started
   */
  Comparison(Consumer<String> progress) throws IOException {
    this.progress = progress;
    this.origin =
        Child.start("the origin", OriginMain.class, List.of(Integer.toString(Workload.ORIGINS)));
  }

  /**
   * Does it all.
   *
   * @param names the engines
   * @return the runs that count, in the order in which they were made
   * @throws IOException if a process cannot be started, or the origin not be asked
   * @throws Child.Lost if a process ends on its own
   * @throws InterruptedException if interrupted
   */
  List<Sample> run(List<String> names) throws IOException, Child.Lost, InterruptedException {
    progress.accept("starting");
    urls = Arrays.stream(origin.hear().split(" ")).map(port -> "http://127.0.0.1:" + port).toList();
    for (String name : names) {
      engines.put(name, start(name));
    }
    for (Workload workload : Workload.values()) {
      compare(workload);
    }
    return samples;
  }

  private Child start(String name) throws IOException {
    List<String> args = new ArrayList<>(List.of(name));
    args.addAll(urls);
    return Child.start("engine " + name, EngineMain.class, args);
  }

  private void compare(Workload workload) throws IOException, Child.Lost, InterruptedException {
    for (Map.Entry<String, Child> engine : engines.entrySet()) {
      progress.accept(workload + ": warming up " + engine.getKey());
      measure(workload, engine.getKey(), engine.getValue(), workload.warmUpMillis());
    }
    for (int repeat = 1; repeat <= REPEATS; repeat++) {
      for (Map.Entry<String, Child> engine : engines.entrySet()) {
        progress.accept(workload + ": run " + repeat + " of " + REPEATS + ", " + engine.getKey());
        samples.add(measure(workload, engine.getKey(), engine.getValue(), RUN_MILLIS));
      }
    }
  }

  private Sample measure(Workload workload, String name, Child engine, int millis)
      throws IOException, Child.Lost, InterruptedException {
    OriginCounts before = atRest();
    Measurement measurement = Measurement.parse(engine.ask(workload + " " + millis));
    return new Sample(workload, name, measurement, before, counts("/-/counters"));
  }

  /** What the run before left open is closed, or the peak of the next one would count it. */
  private OriginCounts atRest() throws IOException, Child.Lost {
    long began = System.nanoTime();
    OriginCounts counts = counts("/-/reset-peak");
    while (counts.inFlight() > 0) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new Child.Lost(counts.inFlight() + " attempts are still open after their run");
      }
      counts = counts("/-/reset-peak");
    }
    return counts;
  }

  private OriginCounts counts(String path) throws IOException {
    try (InputStream in = URI.create(urls.getFirst() + path).toURL().openStream()) {
      return OriginCounts.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Ends every process. */
  @Override
  public void close() {
    engines.values().forEach(Child::close);
    origin.close();
  }
}
