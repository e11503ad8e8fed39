package dev.fetchfold.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources of one engine.
 *
 * @param engine its name, which is that of its package
 * @param texts by file name
 */
record EngineSources(String engine, Map<String, String> texts) {
  private static final String PROVIDER = "FetcherProvider.java";

  /** Every engine of this repository, found by its provider. */
  static List<EngineSources> all() {
    try (Stream<Path> files = Files.walk(Path.of("..", ".."), 8)) {
      return files
          .filter(EngineSources::isProvider)
          .map(file -> read(Objects.requireNonNull(file.getParent())))
          .sorted((one, other) -> one.engine().compareTo(other.engine()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file; empty if there is none. */
  String text(String file) {
    return texts.getOrDefault(file, "");
  }

  /** How the names of its public classes begin, such as {@code Rx}. */
  String prefix() {
    return texts.keySet().stream()
        .filter(file -> file.endsWith(PROVIDER))
        .map(file -> file.substring(0, file.length() - PROVIDER.length()))
        .collect(Collectors.joining("|"));
  }

  private static boolean isProvider(Path file) {
    return file.getFileName().toString().endsWith(PROVIDER)
        && file.getName(2).toString().endsWith("-impl")
        && file.toString().contains(Path.of("src", "main", "java").toString());
  }

  private static EngineSources read(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      Map<String, String> texts = new TreeMap<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
      return new EngineSources(directory.getFileName().toString(), texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
