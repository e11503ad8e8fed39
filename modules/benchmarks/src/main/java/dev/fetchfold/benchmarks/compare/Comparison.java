package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Sample.Failed;
import dev.fetchfold.benchmarks.compare.Sample.Measured;
import dev.fetchfold.benchmarks.compare.Sample.NotRun;
import dev.fetchfold.benchmarks.compare.Sample.Result;
import dev.fetchfold.benchmarks.fork.BareClient;
import dev.fetchfold.benchmarks.fork.ForkMain;
import dev.fetchfold.benchmarks.fork.Jvm;
import dev.fetchfold.benchmarks.fork.Order;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Json;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs every workload with every entry, in JVMs that follow one another in random order, so that
 * what else the machine does hits all alike.
 */
final class Comparison {
  /** What a JVM says in place of an answer. */
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

  /** How a JVM begins to say that it has met a fatal error. */
  private static final String CRASH = "#";

  private final Wanted wanted;
  private final List<Entry> entries;
  private final List<Workload> workloads;
  private final Consumer<String> progress;
  private final List<Sample> samples = new ArrayList<>();
  private final Random random;

  Comparison(Wanted wanted, Consumer<String> progress) {
    this.wanted = wanted;
    this.entries = entries(wanted.engines());
    this.workloads = withStart(wanted);
    this.progress = progress;
    this.random = new Random(wanted.seed());
  }

  private static List<Workload> withStart(Wanted wanted) {
    List<Workload> all = new ArrayList<>(List.of(Workload.START));
    all.addAll(wanted.against().isPresent() ? List.of(Workload.AGAINST) : wanted.workloads());
    return List.copyOf(all);
  }

  /** The engines, the first of them once more, the clients they stand on, and {@code wrk}. */
  private static List<Entry> entries(List<String> engines) {
    List<Entry> entries = new ArrayList<>();
    engines.forEach(name -> entries.add(new Entry.Engine(name)));
    int twice = Math.max(0, engines.indexOf("virtual"));
    entries.add(new Entry.Control(new Entry.Engine(engines.get(twice))));
    Set<BareClient> clients = EnumSet.noneOf(BareClient.class);
    engines.forEach(name -> BareClient.under(name).ifPresent(clients::add));
    clients.forEach(client -> entries.add(new Entry.Bare(client)));
    WrkRun.program().ifPresent(program -> entries.add(new Entry.Wrk()));
    return List.copyOf(entries);
  }

  /**
   * Does it all.
   *
   * @return every run
   * @throws IOException if a process cannot be started, or the origin not be asked
   * @throws Child.Lost if the origin ends on its own
   * @throws InterruptedException if interrupted; every process has ended
   */
  Results run() throws IOException, Child.Lost, InterruptedException {
    progress.accept("starting");
    long began = System.nanoTime();
    int forks = 0;
    try (Far far = far()) {
      do {
        forks++;
        round(forks, far);
      } while (forks < wanted.pace().forks() && isTimeForMore(System.nanoTime() - began, forks));
    }
    return new Results(entries, workloads, forks, List.copyOf(samples));
  }

  /** A round takes about as long as those before it. */
  private boolean isTimeForMore(long tookNanos, int rounds) {
    return tookNanos / rounds * (rounds + 1) < wanted.pace().within().toNanos();
  }

  /** A fork of every entry. */
  private void round(int fork, Far far) throws IOException, Child.Lost, InterruptedException {
    List<Entry> order = new ArrayList<>(entries);
    Collections.shuffle(order, random);
    for (Entry entry : order) {
      run(entry, fork, far);
      far.rest();
    }
  }

  private Far far() throws IOException, Child.Lost, InterruptedException {
    Optional<Wanted.Against> against = wanted.against();
    return against.isPresent() ? new Far.Theirs(against.get().url()) : Far.ours();
  }

  private void run(Entry entry, int fork, Far far) throws IOException, InterruptedException {
    switch (entry) {
      case Entry.Engine engine -> runFork(entry, "engine", engine.name(), fork, far);
      case Entry.Control again -> runFork(entry, "engine", again.engine().name(), fork, far);
      case Entry.Bare bare -> runFork(entry, "bare", bare.client().toString(), fork, far);
      case Entry.Wrk wrk -> runWrk(entry, fork, far);
    }
  }

  private void runFork(Entry entry, String kind, String name, int fork, Far far)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of(kind, name));
    args.addAll(far.args());
    try (Child child = Child.start(entry.label(), ForkMain.class, args)) {
      for (Workload workload : workloads) {
        if (fork <= workload.forks(wanted.pace().forks())) {
          add(entry, workload, fork, run(entry, workload, child));
        }
      }
    }
  }

  private void add(Entry entry, Workload workload, int fork, Result result) {
    samples.add(new Sample(entry, workload, fork, result));
    progress.accept(
        "fork " + fork + " of " + wanted.pace().forks() + ", " + entry.label() + ": " + workload);
  }

  private Result run(Entry entry, Workload workload, Child child) throws InterruptedException {
    Optional<String> unfit = entry.unfitFor(workload);
    if (unfit.isPresent()) {
      return new NotRun(unfit.get());
    }
    try {
      String line = child.ask(order(entry, workload).line(), patience(workload));
      if (line.startsWith(CRASH)) {
        return new Failed("its JVM crashed; what it left is hs_err_pid*.log");
      }
      if (line.startsWith(OUT_OF_MEMORY)) {
        return new Failed("out of memory, with " + Jvm.FLAGS.getFirst());
      }
      Map<String, Object> answer = Json.object(Json.read(line));
      return answer.containsKey("failed")
          ? new Failed(Json.text(answer.get("failed")))
          : new Measured(Figures.parse(line));
    } catch (Child.Lost e) {
      child.close(); // what has fallen silent would not answer the next order either
      return new Failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Failed("an answer that cannot be read: " + e.getMessage());
    }
  }

  private Order order(Entry entry, Workload workload) {
    Pace pace = wanted.pace();
    long warmUp = firstOf(entry) == workload ? pace.firstWarmUpMillis() : laterWarmUp(workload);
    return new Order(workload, bound(workload), warmUp, pace.measuredMillis(), pace.divisor());
  }

  private int bound(Workload workload) {
    return wanted.against().map(Wanted.Against::bound).orElse(workload.bound());
  }

  /** The one that warms the JVM up. */
  private Workload firstOf(Entry entry) {
    return workloads.stream()
        .filter(workload -> workload != Workload.START && entry.unfitFor(workload).isEmpty())
        .findFirst()
        .orElse(Workload.START);
  }

  /** What waits most of the time is as warm as what went before it has made it. */
  private long laterWarmUp(Workload workload) {
    return workload.kind() == Workload.Kind.BESIDE_DEAD ? 0 : wanted.pace().warmUpMillis();
  }

  private static Duration patience(Workload workload) {
    return switch (workload.kind()) {
      case LONG -> Duration.ofMinutes(30);
      case TOGETHER -> Duration.ofMinutes(3);
      case START, BATCHES, BESIDE_DEAD, CANCELLED -> Duration.ofMinutes(2);
    };
  }

  private void runWrk(Entry entry, int fork, Far far) throws IOException, InterruptedException {
    Path program = WrkRun.program().orElseThrow();
    for (Workload workload : workloads) {
      Optional<String> unfit = entry.unfitFor(workload);
      if (unfit.isPresent()) {
        add(entry, workload, fork, new NotRun(unfit.get()));
      } else {
        add(entry, workload, fork, new Measured(wrk(program, workload, far)));
      }
    }
  }

  private Figures wrk(Path program, Workload workload, Far far)
      throws IOException, InterruptedException {
    long millis = wanted.pace().measuredMillis();
    return WrkRun.run(program, far.urlOfSmall(), bound(workload), millis, far);
  }
}
