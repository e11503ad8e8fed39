package dev.fetchfold.cli;

import dev.fetchfold.FetcherProvider;
import dev.fetchfold.Fetchers;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code fetchfold engines}. */
@Command(
    name = "engines",
    description = "List the engines on the class path, with the versions of their libraries.")
final class EnginesCommand implements Callable<Integer> {
  private final Streams streams;

  EnginesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<FetcherProvider> providers = Fetchers.providers();
    if (providers.isEmpty()) {
      streams.err().println("fetchfold: there is no engine on the class path");
      return ExitCode.NOT_ALL;
    }
    providers.forEach(provider -> print(provider, streams.text()));
    return ExitCode.OK;
  }

  private static void print(FetcherProvider provider, PrintStream out) {
    String mark =
        Engines.byDefault().filter(provider.name()::equals).map(name -> " (default)").orElse("");
    out.println(
        String.format(Locale.ROOT, "%-9s %s%s", provider.name(), provider.description(), mark));
    out.println(String.format(Locale.ROOT, "%-9s %s", "", libraries(provider)));
  }

  private static String libraries(FetcherProvider provider) {
    return provider.libraries().entrySet().stream()
        .map(library -> library.getKey() + " " + version(library.getValue()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String version(String version) {
    return version.isEmpty() ? "(version unknown)" : version;
  }
}
