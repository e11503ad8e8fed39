package dev.fetchfold.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files as other parts of the project, and strangers, write them. Never on the real page. */
public final class Samples {
  /** The project's directory. */
  public static final Path ROOT = Path.of("../..");

  private Samples() {}

  /**
   * Copies a sample.
   *
   * @param name such as {@code stranger.json}
   * @param directory where to; made if it is not there
   * @return the copy
   * @throws IOException if it cannot be copied
   */
  public static Path copy(String name, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return file;
  }
}
