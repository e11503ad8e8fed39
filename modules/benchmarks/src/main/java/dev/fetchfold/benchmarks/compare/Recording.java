package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Conformance.Conforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts a run where the project keeps those it shows, if it may be shown. */
final class Recording {
  private static final DateTimeFormatter BEGAN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").withZone(ZoneOffset.UTC);
  private static final int DIGITS = 9;

  private Recording() {}

  /** Why a run that would begin now may not be shown; empty if it may. */
  static Optional<String> objection(Circumstances now) {
    if (now.isBusy()) {
      return Optional.of("the machine is busy, its load " + Shown.number(now.load()));
    }
    if (now.commit().length() < DIGITS || now.commit().endsWith("-dirty")) {
      return Optional.of("it is not of a commit: git says \"" + now.commit() + "\"");
    }
    return now.conformance().entrySet().stream()
        .filter(engine -> !(engine.getValue() instanceof Conforms))
        .findFirst()
        .map(Recording::doubt);
  }

  /** Why a run that has been made may not be shown; empty if it may. */
  static Optional<String> objection(Finished finished) throws InterruptedException {
    String commit = Machine.commit(finished.wanted().home());
    if (!commit.equals(finished.before().commit())) {
      return Optional.of("the project has changed meanwhile: git says \"" + commit + "\"");
    }
    long failures = finished.results().failures();
    return failures > 0 ? Optional.of(failures + " runs failed") : Optional.empty();
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
    return Files.copy(json, directory.resolve(name(finished.began(), finished.before().commit())));
  }

  /** Tells apart the runs of one commit, which are made to see whether they agree. */
  static String name(Instant began, String commit) {
    return String.format(
        Locale.ROOT,
        "%s-%dx-%s-%s.json",
        BEGAN.format(began),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        commit.substring(0, DIGITS));
  }
}
