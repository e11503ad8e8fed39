package dev.fetchfold.site.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.figures.Recording.Before;
import dev.fetchfold.site.figures.Recording.Conformance;
import dev.fetchfold.site.figures.Recording.Finding;
import dev.fetchfold.site.figures.Recording.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code ./fetchfold compare} records, version 1: the file, but for its samples. */
public final class RecordedFile {
  private static final String RECORDED = "modules/benchmarks/recorded";
  private static final int VERSION = 1;

  private final Path path;
  private final String text;
  private final JsonNode root;

  private RecordedFile(Path path, String text, JsonNode root) {
    this.path = path;
    this.text = text;
    this.root = root;
  }

  /**
   * Reads what was recorded.
   *
   * @param root the project's directory
   * @return the recordings, the newest first; empty if nothing was recorded
   * @throws Refused if a file is not what {@code compare} writes
   */
  public static List<Recording> read(Path root) {
    Path directory = root.resolve(RECORDED);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> open(file).recording())
          .sorted(Comparator.comparing((Recording each) -> each.run().began()).reversed())
          .toList();
    } catch (IOException e) {
      throw new Refused(directory + " cannot be read: " + e, e);
    }
  }

  private static RecordedFile open(Path path) {
    try {
      String text = Files.readString(path);
      JsonNode root = new ObjectMapper().readTree(text);
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new Refused(path + " has the version " + version + ", expected " + VERSION);
      }
      return new RecordedFile(path, text, root);
    } catch (IOException e) {
      throw new Refused(path + " is no JSON: " + e.getMessage(), e);
    }
  }

  private Recording recording() {
    for (String member : List.of("measures", "workloads", "entries", "samples")) {
      if (root.path(member).isEmpty()) {
        throw new Refused(path + " has no " + member + ", expected one or more");
      }
    }
    RecordedSamples samples = new RecordedSamples(path, root);
    return new Recording(
        path.getFileName().toString(),
        text,
        run(),
        facts("machine"),
        facts("libraries"),
        findings(),
        settings(),
        samples.workloads(),
        notes());
  }

  private Recording.Run run() {
    JsonNode run = root.path("run");
    return new Recording.Run(
        said(run, "command"),
        said(run, "commit"),
        said(run, "began"),
        run.path("forks").asInt(),
        Math.round(run.path("coveragePercent").asDouble()),
        run.path("busyBefore").asBoolean() ? Before.BUSY : Before.QUIET);
  }

  private String said(JsonNode run, String member) {
    String said = run.path(member).asText();
    if (said.isEmpty()) {
      throw new Refused(path + " has no run." + member + ": nobody could repeat it");
    }
    return said;
  }

  private Map<String, String> facts(String member) {
    Map<String, String> facts = new LinkedHashMap<>();
    root.path(member)
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    return facts;
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : root.path("conformance").properties()) {
      boolean conforms = each.getValue().path("conforms").asBoolean();
      findings.add(
          new Finding(
              each.getKey(),
              conforms ? Conformance.CONFORMS : Conformance.DOUBTFUL,
              each.getValue().path("text").asText()));
    }
    return findings;
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (JsonNode each : root.path("settings")) {
      settings.add(
          new Setting(
              each.path("where").asText(),
              each.path("option").asText(),
              each.path("default").asText(),
              each.path("used").asText()));
    }
    return settings;
  }

  /** Each note once, with the runs that it is true of. */
  private List<String> notes() {
    Map<String, Set<String>> runs = new LinkedHashMap<>();
    for (JsonNode sample : root.path("samples")) {
      String run = sample.path("workload").asText() + " by " + sample.path("entry").asText();
      for (JsonNode note : sample.path("notes")) {
        runs.computeIfAbsent(note.asText(), key -> new LinkedHashSet<>()).add(run);
      }
    }
    return runs.entrySet().stream()
        .map(note -> note.getKey() + ": " + String.join(", ", note.getValue()))
        .toList();
  }
}
