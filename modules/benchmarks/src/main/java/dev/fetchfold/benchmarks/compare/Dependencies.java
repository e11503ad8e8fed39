package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.FetcherProvider;
import dev.fetchfold.Fetchers;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine brings along: the jars of others that its module depends on, directly or not. */
final class Dependencies {
  private static final String OURS = "dev.fetchfold:";
  private static final Pattern ARTIFACT =
      Pattern.compile("^([ |+\\\\-]*)\\(?([\\w.-]+:[\\w.-]+):jar:(?:([\\w.-]+):)?(\\d[\\w.-]*)");

  /** From an artifact to those it depends on, as {@code group:name} each. */
  private final Map<String, Set<String>> edges = new HashMap<>();

  /** The file names of artifacts. */
  private final Map<String, String> files = new HashMap<>();

  private Dependencies() {}

  /**
   * What one engine brings along.
   *
   * @param jars their file names
   * @param bytes the sum of their sizes
   */
  record Weight(List<String> jars, long bytes) {}

  /** From the tree that the build has written. */
  static Dependencies load() throws IOException {
    try (InputStream in = Dependencies.class.getResourceAsStream("dependencies.txt")) {
      return parse(in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A tree in Maven's form. */
  static Dependencies parse(String tree) {
    Dependencies dependencies = new Dependencies();
    dependencies.read(tree);
    return dependencies;
  }

  /** Three characters of indentation for each level. */
  private void read(String tree) {
    List<String> path = new ArrayList<>();
    for (String line : tree.lines().toList()) {
      Matcher artifact = ARTIFACT.matcher(line);
      if (artifact.find()) {
        int depth = artifact.group(1).length() / 3;
        String id = artifact.group(2);
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        if (depth > 0) {
          edges.computeIfAbsent(path.getLast(), key -> new LinkedHashSet<>()).add(id);
        }
        path.add(id);
        files.putIfAbsent(id, fileName(artifact));
      }
    }
  }

  private static String fileName(Matcher artifact) {
    String name = artifact.group(2).substring(artifact.group(2).indexOf(':') + 1);
    String classifier = artifact.group(3) == null ? "" : "-" + artifact.group(3);
    return name + "-" + artifact.group(4) + classifier + ".jar";
  }

  /** By engine; empty where the module of an engine is not known. */
  Optional<Weight> of(String engine) {
    for (FetcherProvider provider : Fetchers.providers()) {
      if (provider.name().equals(engine)) {
        return module(provider.getClass()).filter(edges::containsKey).map(this::weigh);
      }
    }
    return Optional.empty();
  }

  /** By where the class is: {@code fetchfold-x-1.0.jar}, or {@code x-impl/target/classes}. */
  private static Optional<String> module(Class<?> type) {
    Path source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    Matcher jar =
        Pattern.compile("(fetchfold-[a-z0-9]+)-.*\\.jar").matcher(source.getFileName().toString());
    Matcher classes = Pattern.compile("([a-z0-9]+)-impl/target/classes").matcher(source.toString());
    if (jar.matches()) {
      return Optional.of(OURS + jar.group(1));
    }
    return classes.find() ? Optional.of(OURS + "fetchfold-" + classes.group(1)) : Optional.empty();
  }

  Weight weigh(String module) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(module));
    while (!next.isEmpty()) {
      String id = next.remove();
      if (reached.add(id)) {
        next.addAll(edges.getOrDefault(id, Set.of()));
      }
    }
    List<String> jars =
        reached.stream().filter(id -> !id.startsWith(OURS)).map(this::file).sorted().toList();
    Map<String, Long> sizes = onClassPath();
    return new Weight(jars, jars.stream().mapToLong(jar -> sizes.getOrDefault(jar, 0L)).sum());
  }

  private String file(String id) {
    return files.getOrDefault(id, id);
  }

  private static Map<String, Long> onClassPath() {
    Map<String, Long> sizes = new HashMap<>();
    String path = System.getProperty("java.class.path");
    for (String entry : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path file = Path.of(entry);
      sizes.put(file.getFileName().toString(), file.toFile().length());
    }
    return sizes;
  }
}
