package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sources that engines share, where rules are enforced for all of them.
 *
 * @param name what they are called
 * @param files all of the package
 */
public record Shared(String name, List<SourceFile> files) {
  private static final String API = "modules/api/src/main/java/dev/fetchfold/";
  private static final String ENGINE = "modules/engine/src/main/java/dev/fetchfold/";

  /**
   * Reads them.
   *
   * @param root the project's directory
   * @return url, policy, support, and what the engines on one client share
   */
  public static List<Shared> read(Path root) {
    return List.of(
        read(root, "url", API + "url"),
        read(root, "policy", ENGINE + "policy"),
        read(root, "support", ENGINE + "support"),
        read(root, "httpcore5", "modules/httpcore5/src/main/java/dev/fetchfold/httpcore5"),
        read(root, "netty", "modules/netty/src/main/java/dev/fetchfold/netty"));
  }

  private static Shared read(Path root, String name, String directory) {
    return new Shared(name, files(root, directory));
  }

  /** Every source of a package, by name. */
  static List<SourceFile> files(Path root, String directory) {
    try (Stream<Path> paths = Files.list(root.resolve(directory))) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .map(name -> SourceFile.read(root, directory + "/" + name))
          .toList();
    } catch (IOException e) {
      throw new Refused(directory + " cannot be read: " + e, e);
    }
  }
}
