package dev.fetchfold.site.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which engines there are: those declared in {@code engines.json} whose package is there. */
public final class Engines {
  private static final String DECLARED = "modules/site/engines.json";

  private Engines() {}

  /**
   * Reads the sources of every engine.
   *
   * @param root the project's directory
   * @return them, in the order in which they are declared
   * @throws Refused if one is not in order
   */
  public static List<EngineSources> read(Path root) {
    List<EngineSources> present =
        declared(root).stream()
            .filter(engine -> isPresent(root, engine))
            .map(engine -> EngineSources.read(root, engine))
            .toList();
    if (present.isEmpty()) {
      throw new Refused("no engine of " + DECLARED + " is there");
    }
    return present;
  }

  private static List<Engine> declared(Path root) {
    try {
      return new ObjectMapper()
          .readValue(root.resolve(DECLARED).toFile(), new TypeReference<List<Engine>>() {});
    } catch (IOException e) {
      throw new Refused(DECLARED + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** An engine that is declared and not written yet is left out. */
  private static boolean isPresent(Path root, Engine engine) {
    return Files.exists(engine.directory(root).resolve(engine.prefix() + "FetcherProvider.java"));
  }
}
