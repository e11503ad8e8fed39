package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Fetchers;
import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.origin.OriginMain;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the time and the memory of every engine and bare client go: a JVM for each, the origin in
 * another. Stacks are sampled here only, since that costs time: {@code compare} does not.
 */
public final class ProfileMain {
  private static final Logger LIBRARIES = Logger.getLogger("");
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final List<String> KINDS = List.of("engine", "bare");
  private static final int NAMED = 8;

  private final String kind;
  private final String name;
  private final OriginControl control;
  private final List<String> origins;

  /** Targets asked for; the indices go on, so that no URL is asked for twice. */
  private long asked;

  private ProfileMain(String kind, String name, int control, List<String> origins) {
    this.kind = kind;
    this.name = name;
    this.control = new OriginControl(control);
    this.origins = origins;
  }

  /**
   * Profiles.
   *
   * @param args what to profile, such as {@code virtual} or {@code hc5-virtual}; everything if
   *     there is none. For the JVMs it starts: {@code engine} or {@code bare}, a name, ports
   * @throws Exception if something cannot be profiled
   */
  public static void main(String[] args) throws Exception {
    LIBRARIES.setLevel(Level.SEVERE);
    if (args.length > 0 && KINDS.contains(args[0])) {
      List<String> urls =
          Arrays.stream(args).skip(3).map(port -> "http://127.0.0.1:" + port).toList();
      new ProfileMain(args[0], args[1], Integer.parseInt(args[2]), urls).profile();
      Runtime.getRuntime().halt(0); // whatever threads a contestant has left
    }
    profileEach(List.of(args));
  }

  private static void profileEach(List<String> wanted) throws IOException, InterruptedException {
    Process origin =
        java(OriginMain.class, List.of(Integer.toString(Workload.ORIGINS)))
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (BufferedReader from = origin.inputReader(StandardCharsets.US_ASCII)) {
      List<String> ports = List.of(from.readLine().split(" ", -1));
      for (List<String> who : everybody(wanted)) {
        List<String> args = Stream.concat(who.stream(), ports.stream()).toList();
        java(ProfileMain.class, args).start().waitFor();
      }
    } finally {
      origin.destroyForcibly();
    }
  }

  private static List<List<String>> everybody(List<String> wanted) {
    Stream<List<String>> engines = Fetchers.names().stream().map(it -> List.of("engine", it));
    Stream<List<String>> clients =
        Arrays.stream(BareClient.values()).map(it -> List.of("bare", it.toString()));
    return Stream.concat(engines, clients)
        .filter(who -> wanted.isEmpty() || wanted.contains(who.getLast()))
        .toList();
  }

  private static ProcessBuilder java(Class<?> main, List<String> args) {
    return new ProcessBuilder(Jvm.command(main, args))
        .inheritIO()
        .redirectInput(ProcessBuilder.Redirect.PIPE);
  }

  private void profile() throws Exception {
    time();
    if (!name.equals("threads") && !name.equals("hc5-threads")) {
      memory();
    }
  }

  private Contestant open(Workload workload) {
    return Contestant.open(kind, name, workload, workload.bound());
  }

  private void time() throws Exception {
    try (Contestant contestant = open(Workload.SMALL)) {
      WarmUp.of(tally -> batch(contestant, tally), WARM_NANOS);
      long cpu = Stretch.cpuNanos();
      long fetches = repeat(contestant, MEASURED_NANOS);
      cpu = Stretch.cpuNanos() - cpu; // sampling costs, the more the deeper stacks are
      CpuShares.Found found;
      try (CpuShares shares = CpuShares.watch()) {
        repeat(contestant, MEASURED_NANOS);
        found = shares.found();
      }
      StringBuilder row = new StringBuilder("| " + name + " | " + number(cpu / 1e3 / fetches));
      for (CpuShares.Layer layer : CpuShares.Layer.values()) {
        row.append(" | ").append(number(found.percent(layer)));
      }
      print(row + " | " + shares(found.classes(), found.samples()) + " |");
    }
  }

  private void batch(Contestant contestant, Tally tally) throws Exception {
    int targets = Workload.SMALL.targets();
    contestant.batch(new Work(Workload.SMALL, origins, asked, targets, Work.Part.ALL), tally);
    asked += targets;
  }

  private long repeat(Contestant contestant, long nanos) throws Exception {
    Tally tally = new Tally();
    long began = System.nanoTime();
    while (System.nanoTime() - began < nanos) {
      batch(contestant, tally);
    }
    return tally.fetches();
  }

  /** Engine classes with their share of all samples, in percent. */
  private static String shares(Map<String, Integer> classes, int samples) {
    return classes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(NAMED)
        .map(it -> it.getKey() + " " + number(100.0 * it.getValue() / samples))
        .collect(Collectors.joining(", "));
  }

  private void memory() throws Exception {
    Workload wide = Workload.WIDE;
    int targets = wide.targets();
    try (Contestant contestant = open(wide)) {
      HeapShares before = HeapShares.now();
      Work work = new Work(wide, origins, 0, targets, Work.Part.ALL);
      HeldBatch batch = HeldBatch.gather(contestant, work, new Tally(), control);
      HeapShares held = HeapShares.now().since(before);
      String most =
          held.most(NAMED).stream()
              .map(it -> "`" + it.getKey() + "` " + it.getValue() / targets)
              .collect(Collectors.joining(", "));
      print("| " + name + " | " + held.sum() / targets + " | " + most + " |");
      batch.letGo();
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
