package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the kit has found of the engines, read from the files its runs have left: a figure of an
 * engine that breaks the rules is the figure of something else.
 */
final class Conformance {
  private static final Set<String> GOOD = Set.of("pass", "waived", "not offered", "untestable");
  private static final String DIRTY = "-dirty";

  private Conformance() {}

  /** What is known of one engine. */
  sealed interface Finding {
    /** A few words. */
    String text();
  }

  /**
   * Its figures count.
   *
   * @param text a few words
   */
  record Conforms(String text) implements Finding {}

  /**
   * Its figures are to be read with care.
   *
   * @param text why
   */
  record Doubtful(String text) implements Finding {}

  /**
   * Of every engine.
   *
   * @param engines their names
   * @param home the project
   * @param commit of the project; empty if it is unknown
   * @return by engine
   */
  static Map<String, Finding> of(List<String> engines, Path home, String commit) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    Map<String, Map<String, Object>> results = results(home);
    for (String engine : engines) {
      findings.put(engine, finding(results.getOrDefault(engine, Map.of()), commit));
    }
    return findings;
  }

  private static Finding finding(Map<String, Object> result, String commit) {
    if (result.isEmpty() || commit.isEmpty()) {
      return new Doubtful("conformance not checked at this commit");
    }
    String tested = Json.text(Json.object(result.get("environment")).get("commit"));
    if (!tested.replace(DIRTY, "").equals(commit.replace(DIRTY, ""))) {
      String which =
          tested.isEmpty() ? "an unknown one" : tested.substring(0, Math.min(9, tested.length()));
      return new Doubtful("conformance not checked at this commit, but at " + which);
    }
    Map<String, Object> run = Json.object(result.get("run"));
    if (!Json.list(run.get("rules")).isEmpty() || !Json.list(run.get("faces")).isEmpty()) {
      return new Doubtful("conformance checked in part only at this commit");
    }
    return judged(result, tested.endsWith(DIRTY) || commit.endsWith(DIRTY));
  }

  private static Finding judged(Map<String, Object> result, boolean changed) {
    double all = 0;
    double bad = 0;
    for (Map.Entry<String, Object> state : Json.object(result.get("tally")).entrySet()) {
      double count = Json.number(state.getValue());
      all += count;
      bad += GOOD.contains(state.getKey()) ? 0 : count;
    }
    String checks = Shown.whole(all) + " results of the kit at this commit";
    if (bad > 0) {
      return new Doubtful(Shown.whole(bad) + " of " + checks + " are bad");
    }
    return changed
        ? new Doubtful("none of " + checks + " is bad, but files differ from it")
        : new Conforms("none of " + checks + " is bad");
  }

  private static Map<String, Map<String, Object>> results(Path home) {
    Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    for (Path file : files(home)) {
      Map<String, Object> result = read(file);
      results.put(Json.text(Json.object(result.get("engine")).get("name")), result);
    }
    return results;
  }

  private static Map<String, Object> read(Path file) {
    try {
      return Json.object(Json.read(Files.readString(file)));
    } catch (IOException e) {
      return Map.of(); // not one of the kit's
    }
  }

  private static List<Path> files(Path home) {
    List<Path> files = new ArrayList<>();
    for (Path parent : List.of(home, home.resolve("modules"))) {
      for (Path module : list(parent, "*")) {
        files.addAll(list(module.resolve("target").resolve("fetchfold"), "*.json"));
      }
    }
    return files;
  }

  private static List<Path> list(Path directory, String pattern) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
      stream.forEach(paths::add);
    } catch (IOException e) {
      return List.of(); // there is none
    }
    return paths;
  }
}
