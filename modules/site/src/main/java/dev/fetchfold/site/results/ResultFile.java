package dev.fetchfold.site.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The one place that knows the kit's result JSON, version 1. */
final class ResultFile {
  private static final int VERSION = 1;

  private final Path path;
  private final JsonNode root;

  private ResultFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @param path where it is
   * @return what it says
   * @throws Refused if it is no such file
   */
  static ResultFile read(Path path) {
    try {
      ResultFile file = new ResultFile(path, new ObjectMapper().readTree(path.toFile()));
      file.check();
      return file;
    } catch (IOException e) {
      throw new Refused(path + " is no JSON: " + e.getMessage(), e);
    }
  }

  private void check() {
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new Refused(path + " has the version " + version + ", expected " + VERSION);
    }
    if (name().isEmpty()) {
      throw new Refused(path + " does not say which engine it is of, expected engine.name");
    }
  }

  String name() {
    return root.path("engine").path("name").asText();
  }

  /** Its column, under a name of our choice: our engines have theirs. */
  Column column(String name) {
    return new Column(name, origin(), verdicts(), waivers());
  }

  private String origin() {
    JsonNode environment = root.path("environment");
    return List.of(
            root.path("engine").path("coordinates").asText(),
            root.path("run").path("began").asText(),
            "commit " + shortened(environment.path("commit").asText("unknown")),
            environment.path("jdk").asText(),
            environment.path("os").asText())
        .stream()
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /** Nine digits are enough, and what is behind a hyphen says that files differed. */
  private static String shortened(String commit) {
    return commit.replaceFirst("^([0-9a-f]{9})[0-9a-f]+", "$1");
  }

  private Map<String, String> waivers() {
    Map<String, String> waivers = new LinkedHashMap<>();
    for (JsonNode waiver : root.path("waivers")) {
      String reason = waiver.path("reason").asText() + " (" + waiver.path("issue").asText() + ")";
      waivers.put(waiver.path("rule").asText(), reason);
    }
    return waivers;
  }

  private Map<String, Verdict> verdicts() {
    Map<String, List<Observation>> byRule = new LinkedHashMap<>();
    for (JsonNode result : root.path("results")) {
      byRule
          .computeIfAbsent(result.path("rule").asText(), rule -> new ArrayList<>())
          .add(observation(result));
    }
    return byRule.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, rule -> Verdict.of(rule.getValue())));
  }

  private Observation observation(JsonNode result) {
    JsonNode tries = result.path("tries");
    return new Observation(
        result.path("check").asText(),
        result.path("face").asText(),
        state(result.path("state").asText()),
        tries.isMissingNode() ? "" : tries.path("good").asInt() + "/" + tries.path("of").asInt(),
        result.path("expected").asText(),
        result.path("observed").asText(),
        result.path("checkFirst").asText(),
        result.path("timeline").asText());
  }

  private State state(String word) {
    return Arrays.stream(State.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new Refused(path + " has the state \"" + word + "\", which is unknown"));
  }
}
