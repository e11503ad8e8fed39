package dev.fetchfold.site.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where an engine is.
 *
 * @param name its name for {@code Fetchers.open}, and its package's last part
 * @param prefix what the name of its public class begins with
 * @param module its directory in the project
 * @param artifact its Maven artifact
 * @param elsewhere what is said of an aspect that it has no region for, by the region's name
 */
public record Engine(
    String name, String prefix, String module, String artifact, Map<String, String> elsewhere) {

  /** Most have a region for every aspect. */
  public Engine {
    elsewhere = Map.copyOf(Objects.requireNonNullElse(elsewhere, Map.of()));
  }

  /**
   * Its package's directory.
   *
   * @param root the project's
   * @return the directory, which need not exist
   */
  public Path directory(Path root) {
    return root.resolve(directory());
  }

  /**
   * Its package's directory, from the project's.
   *
   * @return with slashes
   */
  public String directory() {
    return module + "/src/main/java/dev/fetchfold/" + name;
  }
}
