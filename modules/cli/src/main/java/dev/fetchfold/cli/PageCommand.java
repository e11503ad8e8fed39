package dev.fetchfold.cli;

import dev.fetchfold.cli.Streams.FarEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fetchfold page}: the launcher has built it before this runs. */
@Command(
    name = "page",
    description =
        "Build the page (engines side by side, matrix, figures) if it is not there or not of"
            + " today's sources, print where it is, and open it if a person at a desktop asks.")
final class PageCommand implements Callable<Integer> {
  private final Streams streams;
  private final Map<String, String> environment;

  @Option(names = "--print", description = "Print where it is, and open nothing.")
  private boolean print;

  @Option(
      names = "--site",
      paramLabel = "DIR",
      description = "Where it was built. Default: ${DEFAULT-VALUE}")
  private Path site =
      Path.of(System.getProperty("fetchfold.home", "."), "modules", "site", "target", "site")
          .normalize();

  PageCommand(Streams streams, Map<String, String> environment) {
    this.streams = streams;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Path page = site.resolve("index.html");
    if (!Files.exists(page)) {
      streams.err().println("fetchfold: there is no page at " + page);
      return ExitCode.NOT_ALL;
    }
    streams.text().println(page);
    if (!print && streams.outEnd() == FarEnd.TERMINAL) {
      opener().ifPresent(command -> open(command, page));
    }
    return ExitCode.OK;
  }

  /** What opens a file on this desktop; empty where there is none, as over ssh. */
  private Optional<String> opener() {
    String system = System.getProperty("os.name", "");
    if (system.startsWith("Mac")) {
      return Optional.of("open");
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? Optional.of("xdg-open") : Optional.empty();
  }

  private void open(String command, Path page) {
    try {
      new ProcessBuilder(List.of(command, page.toString()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      streams.err().println("fetchfold: " + command + " cannot be run: " + Messages.of(e));
    }
  }
}
