package dev.fetchfold.site.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.figures.Chart.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The one place that knows the JSON that {@code ./fetchfold compare} records, version 1. */
public final class RecordedFile {
  private static final String RECORDED = "modules/benchmarks/recorded";
  private static final int VERSION = 1;
  private static final String CONTROL = "control";

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
   * @return the recordings, by the names of their files; empty if nothing was recorded
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
          .sorted()
          .map(file -> open(file).recording())
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
    JsonNode run = root.path("run");
    Map<String, String> machine = new LinkedHashMap<>();
    root.path("machine")
        .properties()
        .forEach(fact -> machine.put(fact.getKey(), fact.getValue().asText()));
    List<Recording.Workload> workloads = new ArrayList<>();
    root.path("workloads").forEach(workload -> workloads.add(workload(workload)));
    return new Recording(
        path.getFileName().toString(),
        text,
        run.path("command").asText(),
        run.path("commit").asText("unknown"),
        run.path("began").asText(),
        run.path("coveragePercent").asText(),
        machine,
        workloads,
        List.copyOf(limitations()));
  }

  private Set<String> limitations() {
    Set<String> said = new LinkedHashSet<>();
    if (root.path("run").path("busyBefore").asBoolean()) {
      said.add("The machine was busy when this was recorded.");
    }
    for (JsonNode sample : root.path("samples")) {
      String who = sample.path("workload").asText() + " by " + sample.path("entry").asText() + ": ";
      sample.path("notes").forEach(note -> said.add(who + note.asText()));
      Stream.of("notRunBecause", "failed")
          .filter(sample::has)
          .forEach(why -> said.add(who + sample.path(why).asText()));
    }
    return said;
  }

  private Recording.Workload workload(JsonNode workload) {
    String name = workload.path("name").asText();
    List<Chart> charts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> measure : root.path("measures").properties()) {
      chart(name, measure.getKey(), measure.getValue()).ifPresent(charts::add);
    }
    return new Recording.Workload(name, workload.path("description").asText(), charts);
  }

  /** Empty if nobody has a value, or everybody has zero. */
  private Optional<Chart> chart(String workload, String measure, JsonNode about) {
    List<Chart.Line> lines = new ArrayList<>();
    for (JsonNode entry : root.path("entries")) {
      List<Double> values = values(workload, entry.path("label").asText(), measure);
      if (!values.isEmpty()) {
        String label = entry.path("label").asText();
        String kind = entry.path("kind").asText();
        lines.add(new Chart.Line(label, kind, values, Interval.of(values)));
      }
    }
    if (lines.stream().allMatch(line -> line.interval().high() == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        Chart.of(
            about.path("title").asText(),
            about.path("meaning").asText(),
            about.path("unit").asText(),
            lines,
            noise(lines)));
  }

  private List<Double> values(String workload, String entry, String measure) {
    List<Double> values = new ArrayList<>();
    for (JsonNode sample : root.path("samples")) {
      JsonNode value = sample.path("values").path(measure);
      if (sample.path("workload").asText().equals(workload)
          && sample.path("entry").asText().equals(entry)
          && value.isNumber()) {
        values.add(value.asDouble());
      }
    }
    return values;
  }

  /** The control is an engine that was entered twice: its label begins with the engine's. */
  private static Interval noise(List<Chart.Line> lines) {
    for (Chart.Line control : lines) {
      for (Chart.Line engine : lines) {
        if (control.kind().equals(CONTROL)
            && !engine.kind().equals(CONTROL)
            && control.entry().startsWith(engine.entry())) {
          return control.interval().union(engine.interval());
        }
      }
    }
    return new Interval(0, 0, 0);
  }
}
