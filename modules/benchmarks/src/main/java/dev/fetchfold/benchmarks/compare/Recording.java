package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Conformance.Conforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts a run where the project keeps those it shows, if it may be shown. */
final class Recording {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
  private static final int DIGITS = 9;

  private Recording() {}

  /** Why it may not be shown; empty if it may. */
  static Optional<String> objection(Finished finished) {
    if (finished.wasBusy()) {
      return Optional.of("the machine was busy before, its load " + load(finished));
    }
    if (finished.results().failures() > 0) {
      return Optional.of(finished.results().failures() + " runs failed");
    }
    if (finished.commit().length() < DIGITS || finished.commit().endsWith("-dirty")) {
      return Optional.of("it is not of a commit: git says \"" + finished.commit() + "\"");
    }
    return finished.conformance().entrySet().stream()
        .filter(engine -> !(engine.getValue() instanceof Conforms))
        .findFirst()
        .map(Recording::doubt);
  }

  private static String load(Finished finished) {
    return Shown.number(finished.loadBefore());
  }

  private static String doubt(Map.Entry<String, Conformance.Finding> engine) {
    return "of " + engine.getKey() + " is said: " + engine.getValue().text();
  }

  /**
   * Copies the run.
   *
   * @param finished a run without objections
   * @param json the file with every run
   * @return where it is now
   * @throws IOException if it cannot be copied, or there is one of that name
   */
  static Path copy(Finished finished, Path json) throws IOException {
    Path directory = finished.wanted().home().resolve("modules/benchmarks/recorded");
    Files.createDirectories(directory);
    return Files.copy(json, directory.resolve(name(finished)));
  }

  static String name(Finished finished) {
    return String.format(
        Locale.ROOT,
        "%s-%dx-%s-%s.json",
        DAY.format(finished.began()),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        finished.commit().substring(0, DIGITS));
  }
}
