package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.FetcherProvider;
import dev.fetchfold.Fetchers;
import dev.fetchfold.benchmarks.fork.Jvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What figures are worth nothing without. */
final class Machine {
  private Machine() {}

  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("fetchfold", version());
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("flags of every process", String.join(" ", Jvm.FLAGS));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("processor", processor());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", memory() / (1 << 20) + " MiB");
    return facts;
  }

  /** What each engine stands on. */
  static Map<String, String> libraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    for (FetcherProvider provider : Fetchers.providers()) {
      String text =
          provider.libraries().entrySet().stream()
              .map(library -> library.getKey() + " " + library.getValue())
              .sorted()
              .collect(Collectors.joining(", "));
      libraries.put(provider.name(), text);
    }
    return libraries;
  }

  private static String version() {
    String version = Machine.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "unpackaged");
  }

  private static String processor() {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch"); // not Linux
    }
  }

  /** The load average of the last minute; negative where the system has none. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static long memory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /**
   * The commit of a checkout, as the kit writes it into its results.
   *
   * @param home its directory
   * @return the commit, with {@code -dirty} if files differ from it; empty if it is unknown
   */
  static String commit(Path home) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? said.strip() : "";
    } catch (IOException e) {
      return ""; // there is no git
    }
  }
}
