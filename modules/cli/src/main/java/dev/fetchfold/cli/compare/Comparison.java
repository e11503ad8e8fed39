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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs every workload on every engine, in turns, so that what else the machine does hits all alike.
 */
public final class Comparison implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Pace pace;
  private final Consumer<String> progress;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, Child> engines = new LinkedHashMap<>();
  private final Child origin;
  private List<String> urls = List.of();

  /**
   * How long things take.
   *
   * @param firstWarmUpMillis of the first workload, in a cold JVM
   * @param runMillis of a run, and of the other warm-ups, unless it ends by itself
   * @param repeats runs that count, per engine and workload
   */
  record Pace(int firstWarmUpMillis, int runMillis, int repeats) {
    /** Two engines take well under a minute. */
    static final Pace USUAL = new Pace(4_000, 1_000, 3);
  }

  /**
   * Starts the origin.
   *
   * @param pace how long things take
   * @param progress told what is being done, in a few words
   * @throws IOException if no process can be started
   */
  Comparison(Pace pace, Consumer<String> progress) throws IOException {
    this.pace = pace;
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
    boolean cold = samples.isEmpty();
    for (String engine : engines.keySet()) {
      progress.accept(workload + ": warming up " + engine);
      measure(workload, engine, cold ? pace.firstWarmUpMillis() : pace.runMillis());
    }
    for (int run = 1; run <= pace.repeats(); run++) {
      for (String engine : engines.keySet()) {
        progress.accept(workload + ": run " + run + " of " + pace.repeats() + ", " + engine);
        samples.add(measure(workload, engine, pace.runMillis()));
      }
    }
  }

  private Sample measure(Workload workload, String engine, int millis)
      throws IOException, Child.Lost, InterruptedException {
    Child child = Objects.requireNonNull(engines.get(engine));
    OriginCounts before = atRest();
    Measurement measurement = Measurement.parse(child.ask(workload + " " + millis));
    return new Sample(workload, engine, measurement, before, counts("/-/counters"));
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
