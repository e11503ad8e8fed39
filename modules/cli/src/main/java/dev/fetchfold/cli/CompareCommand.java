package dev.fetchfold.cli;

import dev.fetchfold.Fetchers;
import dev.fetchfold.benchmarks.compare.CompareRun;
import dev.fetchfold.benchmarks.compare.Pace;
import dev.fetchfold.benchmarks.compare.Wanted;
import dev.fetchfold.benchmarks.work.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fetchfold compare}. */
@Command(
    name = "compare",
    description =
        "Give every engine the same work, each in JVMs of its own, and lay the figures side by"
            + " side. Takes about three minutes, with --full more than an hour.")
final class CompareCommand implements Callable<Integer> {
  private static final Path HOME = Path.of(System.getProperty("fetchfold.home", ".")).normalize();

  private final Streams streams;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"--engines", "--engine"},
      paramLabel = "NAME",
      split = ",",
      description = "Which engines, with commas between. Default: all on the class path")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      description =
          "Which work, with commas between: small, latency, tail, errors, dead-origin, large,"
              + " cancel, many, wide. Default: small,latency,errors,dead-origin")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--forks",
      paramLabel = "N",
      converter = IntegerInRange.Forks.class,
      description = "JVMs per engine, 1 to 20. Default: 3, with --full 5")
  private @Nullable Integer forks;

  @Option(
      names = "--full",
      description = "All workloads, longer warm-ups and longer runs, for figures to be shown")
  private boolean full;

  @Option(
      names = "--against",
      paramLabel = "URL",
      description = "Fetch this URL of a server of your own, in place of the workloads")
  private @Nullable String against;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      converter = IntegerInRange.Polite.class,
      description = "Requests in flight with --against, 1 to 64. Default: 8")
  private @Nullable Integer concurrency;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = IntegerInRange.Seed.class,
      description = "Of the order in which JVMs follow one another. Default: a random one")
  private @Nullable Integer seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written. Default: ${DEFAULT-VALUE}")
  private Path report = HOME.resolve("target").resolve("compare");

  @Option(
      names = "--record",
      description = "With --full: keep the run in modules/benchmarks/recorded, for maintainers")
  private boolean record;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Wanted wanted = wanted();
    warn(wanted);
    StatusLine line = new StatusLine(streams);
    try (CtrlC ctrlC = new CtrlC()) {
      return compare(wanted, line, ctrlC);
    } finally {
      line.clear();
    }
  }

  private int compare(Wanted wanted, StatusLine line, CtrlC ctrlC) {
    long began = System.nanoTime();
    try {
      CompareRun.Ended ended = CompareRun.run(wanted, doing -> tell(line, began, doing));
      line.clear();
      streams.text().print(ended.text());
      return switch (ended.verdict()) {
        case DONE -> ExitCode.OK;
        case IN_PART -> ExitCode.NOT_ALL;
      };
    } catch (CompareRun.Failed e) {
      if (ctrlC.pressed()) {
        return ExitCode.CANCELLED; // which the other processes felt too
      }
      line.clear();
      streams.err().println("fetchfold: " + e.getMessage());
      return ExitCode.NOT_ALL;
    } catch (InterruptedException e) {
      return ExitCode.CANCELLED;
    }
  }

  private void tell(StatusLine line, long began, String doing) {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    String text = String.format("comparing  %d:%02d  %s", seconds / 60, seconds % 60, doing);
    switch (streams.errEnd()) {
      case TERMINAL -> line.show(text.substring(0, Math.min(text.length(), streams.columns() - 1)));
      case PIPE, CLOSED -> streams.err().println(text);
    }
  }

  /** To whoever may have meant something else. */
  private void warn(Wanted wanted) {
    wanted
        .against()
        .ifPresent(
            theirs -> {
              streams
                  .err()
                  .println(
                      "fetchfold: up to "
                          + theirs.bound()
                          + " requests at a time, as fast as it answers,");
              streams
                  .err()
                  .println(
                      "go to " + theirs.url() + " for some minutes: only do this to a server of");
              streams.err().println("your own, and mind who else uses it. Ctrl-C ends it.");
            });
  }

  /** What was asked for takes the time it takes. */
  private Pace pace() {
    Pace pace = full ? Pace.FULL : Pace.USUAL;
    if (forks != null) {
      return pace.forks(forks).unlimited();
    }
    return workloads.isEmpty() ? pace : pace.unlimited();
  }

  private Wanted wanted() {
    return new Wanted(
        engines(),
        workloads(),
        pace(),
        theirs(),
        seed == null ? new Random().nextInt(1_000_000) : seed,
        report,
        HOME,
        purpose(),
        command());
  }

  private Wanted.Purpose purpose() {
    if (record && (!full || against != null)) {
      throw usage("--record is for whole runs, expected --full with it and no --against");
    }
    return record ? Wanted.Purpose.RECORD : Wanted.Purpose.LOOK;
  }

  private List<String> engines() {
    List<String> present = Fetchers.names();
    for (String name : engines) {
      if (!present.contains(name)) {
        throw usage(
            "--engines is \"" + name + "\", expected some of: " + String.join(", ", present));
      }
    }
    List<String> chosen = engines.isEmpty() ? present : engines.stream().distinct().toList();
    if (chosen.isEmpty()) {
      throw usage("there is no engine on the class path, expected one such as fetchfold-virtual");
    }
    return chosen;
  }

  private List<Workload> workloads() {
    if (workloads.isEmpty()) {
      return full ? Workload.ALL : Workload.BY_DEFAULT;
    }
    if (against != null) {
      throw usage("--workload goes with our own origin, expected it without --against");
    }
    return workloads.stream().distinct().map(this::workload).toList();
  }

  private Workload workload(String name) {
    for (Workload workload : Workload.ALL) {
      if (workload.toString().equals(name)) {
        return workload;
      }
    }
    String known = Workload.ALL.stream().map(Workload::toString).collect(Collectors.joining(", "));
    throw usage("--workload is \"" + name + "\", expected some of: " + known);
  }

  private Optional<Wanted.Against> theirs() {
    if (against == null) {
      if (concurrency != null) {
        throw usage("--concurrency goes with --against: a workload has a bound of its own");
      }
      return Optional.empty();
    }
    int bound = concurrency == null ? Workload.AGAINST.bound() : concurrency;
    return Optional.of(new Wanted.Against(url(against), bound));
  }

  /** What may be a credential is not repeated (SEC-04). */
  private URI url(String text) {
    try {
      URI url = new URI(text);
      boolean http =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw usage(notAUrl(text));
    }
    throw usage(notAUrl(text));
  }

  private static String notAUrl(String text) {
    String shown = text.indexOf('@') < 0 ? text : "(not shown, it may hold a password)";
    return "--against is \"" + shown + "\", expected an http or https URL without credentials";
  }

  private String command() {
    StringBuilder text = new StringBuilder("./fetchfold compare");
    append(text, "--engines", String.join(",", engines));
    append(text, "--workload", String.join(",", workloads));
    append(text, "--forks", forks == null ? "" : forks.toString());
    append(text, "--against", against == null ? "" : "'" + against + "'");
    append(text, "--concurrency", concurrency == null ? "" : concurrency.toString());
    append(text, "--seed", seed == null ? "" : seed.toString());
    return text.append(full ? " --full" : "").append(record ? " --record" : "").toString();
  }

  private static void append(StringBuilder text, String option, String value) {
    if (!value.isEmpty()) {
      text.append(' ').append(option).append(' ').append(value);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
