package dev.fetchfold.cli;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Identity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * An engine without the command line, which would keep it within the limits of this process: {@code
 * ENGINE URL COUNT} asks for a URL so often, all at once, and prints a line for each outcome and
 * for how the run ended.
 */
final class Starved {
  private Starved() {}

  /** Once more in the end: a fetcher that lacked descriptors works when it has them again. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[2]);
    OpenFiles.ofProcess();
    loadDirectories();
    FetcherConfig config =
        FetcherConfig.defaults()
            .maxConcurrency(count)
            .maxPerOrigin(count)
            .retry(RetryPolicy.none())
            .connectTimeout(Duration.ofSeconds(60))
            .attemptTimeout(Duration.ofSeconds(100))
            .trustManager(Identity.authority());
    try (Fetcher fetcher = Fetchers.open(args[0], config)) {
      fetcher.fetch(
          Target.of(args[1]).attemptTimeout(Duration.ofMillis(500))); // loads what TLS needs
      print(fetcher, Batch.urls(Collections.nCopies(count, args[1])));
      print(fetcher, Batch.urls(args[1]));
    }
    System.out.println("closed");
    System.exit(0);
  }

  /** A class in a directory, unlike one in an open jar, cannot be loaded without a descriptor. */
  private static void loadDirectories() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path directory = Path.of(entry);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.walk(directory)) {
          files.map(directory::relativize).map(Path::toString).forEach(Starved::load);
        }
      }
    }
  }

  private static void load(String file) {
    if (!file.endsWith(".class") || file.endsWith("-info.class")) {
      return;
    }
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      Class.forName(name, false, Starved.class.getClassLoader());
    } catch (ReflectiveOperationException | LinkageError e) {
      // For tests that want what is not there: nobody needs it here.
    }
  }

  private static void print(Fetcher fetcher, Batch batch) {
    try (Outcomes outcomes = fetcher.iterate(batch.within(Duration.ofSeconds(100)))) {
      for (Outcome outcome : outcomes) {
        System.out.println(line(outcome));
      }
      System.out.println("end " + outcomes.end());
    }
  }

  private static String line(Outcome outcome) {
    return switch (outcome) {
      case Response response -> outcome.index() + " " + response.status();
      case Failure failure ->
          outcome.index()
              + " "
              + failure.reason()
              + " "
              + failure.detail()
              + " | "
              + failure.cause();
    };
  }
}
