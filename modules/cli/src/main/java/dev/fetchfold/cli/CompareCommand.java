package dev.fetchfold.cli;

import dev.fetchfold.Fetchers;
import dev.fetchfold.cli.compare.CompareRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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
        "Give every engine the same work, each in a process of its own, and lay the figures side"
            + " by side. Takes under a minute.")
final class CompareCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Which engine; may be repeated. Default: all on the class path")
  private List<String> chosen = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written. Default: ${DEFAULT-VALUE}")
  private Path report =
      Path.of(System.getProperty("fetchfold.home", "."), "target", "compare").normalize();

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<String> engines = engines();
    StatusLine line = new StatusLine(streams);
    try (CtrlC ctrlC = new CtrlC()) {
      return compare(engines, line, ctrlC);
    } finally {
      line.clear();
    }
  }

  private int compare(List<String> engines, StatusLine line, CtrlC ctrlC) {
    try {
      String text = CompareRun.run(engines, report, command(), doing -> tell(line, doing));
      line.clear();
      streams.text().print(text);
      return ExitCode.OK;
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

  private void tell(StatusLine line, String doing) {
    switch (streams.errEnd()) {
      case TERMINAL -> line.show("comparing  " + doing);
      case PIPE -> streams.err().println("comparing  " + doing);
    }
  }

  private List<String> engines() {
    List<String> present = Fetchers.names();
    for (String name : chosen) {
      if (!present.contains(name)) {
        throw usage("--engine is \"" + name + "\", expected one of: " + String.join(", ", present));
      }
    }
    List<String> engines = chosen.isEmpty() ? present : chosen.stream().distinct().toList();
    if (engines.isEmpty()) {
      throw usage("there is no engine on the class path, expected one such as fetchfold-virtual");
    }
    return engines;
  }

  private String command() {
    StringBuilder text = new StringBuilder("./fetchfold compare");
    chosen.forEach(name -> text.append(" --engine ").append(name));
    return text.toString();
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
