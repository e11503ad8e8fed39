package dev.fetchfold.site.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.site.Refused;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an engine brings with it: the libraries that Maven resolves, with the sizes of their jars.
 */
public final class Dependencies {
  private static final String OURS = "dev.fetchfold";

  /** Of each artifact, what it depends on; once, however often the tree repeats it. */
  private final Map<String, List<String>> children = new HashMap<>();

  private final Map<String, Path> jars = new LinkedHashMap<>();

  private Dependencies() {}

  /**
   * A library.
   *
   * @param artifact group and artifact
   * @param jar the name of its file, which has its version
   * @param bytes the size of that
   */
  public record Library(String artifact, String jar, long bytes) {}

  /**
   * Reads them.
   *
   * @param tree what {@code dependency:tree} has written, as JSON
   * @param classPath where the jars are
   * @return the dependencies
   * @throws Refused if the tree cannot be read
   */
  public static Dependencies read(Path tree, String classPath) {
    Dependencies dependencies = new Dependencies();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath)
        .map(Path::of)
        .forEach(jar -> dependencies.jars.put(jar.getFileName().toString(), jar));
    try {
      dependencies.add(new ObjectMapper().readTree(tree.toFile()));
    } catch (IOException e) {
      throw new Refused(tree + " cannot be read: " + e.getMessage(), e);
    }
    return dependencies;
  }

  private void add(JsonNode node) {
    List<String> below = new ArrayList<>();
    for (JsonNode child : node.path("children")) {
      below.add(key(child));
      add(child);
    }
    if (!below.isEmpty()) {
      children.put(key(node), below);
    }
  }

  private static String key(JsonNode node) {
    return node.path("groupId").asText() + ":" + node.path("artifactId").asText();
  }

  /**
   * What an engine needs at run time, without what is Fetchfold's own.
   *
   * @param engine which
   * @return the libraries, the largest first
   */
  public List<Library> of(Engine engine) {
    Set<String> reached = new LinkedHashSet<>();
    reach(OURS + ":" + engine.artifact(), reached);
    return reached.stream()
        .filter(key -> !key.startsWith(OURS + ":"))
        .map(this::library)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingLong(Library::bytes).reversed())
        .toList();
  }

  private void reach(String key, Set<String> reached) {
    if (reached.add(key)) {
      children.getOrDefault(key, List.of()).forEach(child -> reach(child, reached));
    }
  }

  /** Another version may have won than the one in the tree: the one on the class path counts. */
  private Optional<Library> library(String key) {
    String artifact = key.substring(key.indexOf(':') + 1);
    return jars.entrySet().stream()
        .filter(jar -> jar.getKey().matches(Pattern.quote(artifact) + "-\\d.*\\.jar"))
        .map(jar -> new Library(key, jar.getKey(), jar.getValue().toFile().length()))
        .findFirst();
  }
}
