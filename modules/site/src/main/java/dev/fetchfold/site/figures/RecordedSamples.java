package dev.fetchfold.site.figures;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.figures.Chart.Kind;
import dev.fetchfold.site.figures.Chart.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The samples of a recorded file, by workload: a chart per measure, a line per entry. */
final class RecordedSamples {
  /** What is shown first, where it was measured. The others are a click away. */
  private static final List<String> FIRST =
      List.of(
          "first_batch",
          "times_alone",
          "cancel_p50",
          "fetches_per_second",
          "cpu_per_fetch",
          "batch_p50",
          "batch_p99",
          "wire_p99",
          "peak_in_flight",
          "error_percent",
          "live_heap",
          "platform_threads");

  /** Of a first batch, little more than its time means something. */
  private static final Set<String> OF_A_START = Set.of("first_batch", "peak_rss");

  /** Said in notes, or of no use in a chart. */
  private static final Set<String> NOT_DRAWN = Set.of("unexpected", "warm_up");

  private final Path path;
  private final JsonNode root;

  /** Refuses a sample of a workload or an entry that the file does not declare. */
  RecordedSamples(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
    Set<String> workloads = names("workloads", "name");
    Set<String> entries = names("entries", "label");
    for (JsonNode sample : root.path("samples")) {
      check(sample, "workload", workloads);
      check(sample, "entry", entries);
      if (Stream.of("values", "notRunBecause", "failed").noneMatch(sample::has)) {
        throw new Refused(
            path + ": " + name(sample) + " has no values, and no notRunBecause or failed");
      }
    }
  }

  private Set<String> names(String list, String member) {
    Set<String> names = new LinkedHashSet<>();
    root.path(list).forEach(each -> names.add(each.path(member).asText()));
    return names;
  }

  private void check(JsonNode sample, String member, Set<String> known) {
    String name = sample.path(member).asText();
    if (!known.contains(name)) {
      String expected = String.join(", ", known);
      throw new Refused(
          path + ": a sample's " + member + " is \"" + name + "\", expected one of: " + expected);
    }
  }

  private static String name(JsonNode sample) {
    return "the sample of "
        + sample.path("workload").asText()
        + " by "
        + sample.path("entry").asText();
  }

  List<Recording.Workload> workloads() {
    List<Recording.Workload> workloads = new ArrayList<>();
    root.path("workloads").forEach(workload -> workloads.add(workload(workload)));
    return workloads;
  }

  private Recording.Workload workload(JsonNode workload) {
    String name = workload.path("name").asText();
    Map<String, Chart> all = charts(name);
    List<Chart> others =
        all.entrySet().stream()
            .filter(chart -> !FIRST.contains(chart.getKey()))
            .map(Map.Entry::getValue)
            .filter(Chart::isDrawn)
            .toList();
    return new Recording.Workload(
        name,
        workload.path("description").asText(),
        workload.path("bound").asInt(),
        FIRST.stream().filter(all::containsKey).map(all::get).filter(Chart::isDrawn).toList(),
        others,
        all.values().stream().filter(chart -> !chart.isDrawn()).map(Chart::title).toList(),
        missing(name),
        threads(name));
  }

  /** By the measure's name; none for what nobody has a value of. */
  private Map<String, Chart> charts(String workload) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> measure : root.path("measures").properties()) {
      List<Line> lines = lines(workload, measure.getKey());
      if (!NOT_DRAWN.contains(measure.getKey())
          && lines.stream().anyMatch(line -> !line.values().isEmpty())) {
        charts.put(measure.getKey(), chart(measure.getValue(), lines));
      }
    }
    if (charts.containsKey("first_batch")) {
      charts.keySet().retainAll(OF_A_START);
    }
    return charts;
  }

  private static Chart chart(JsonNode measure, List<Line> lines) {
    return Chart.of(
        measure.path("title").asText(),
        measure.path("meaning").asText(),
        measure.path("unit").asText(),
        lines);
  }

  /** Whoever ran the workload has a line in each of its charts, so that these can be compared. */
  private List<Line> lines(String workload, String measure) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode entry : root.path("entries")) {
      String label = entry.path("label").asText();
      if (samples(workload, label).anyMatch(sample -> sample.has("values"))) {
        lines.add(new Line(label, kind(entry), values(workload, label, measure)));
      }
    }
    return lines;
  }

  private static Kind kind(JsonNode entry) {
    return switch (entry.path("kind").asText()) {
      case "engine" -> Kind.ENGINE;
      case "control" -> Kind.CONTROL;
      default -> Kind.REFERENCE;
    };
  }

  private Stream<JsonNode> samples(String workload, String entry) {
    return StreamSupport.stream(root.path("samples").spliterator(), false)
        .filter(sample -> sample.path("workload").asText().equals(workload))
        .filter(sample -> sample.path("entry").asText().equals(entry));
  }

  private List<Double> values(String workload, String entry, String measure) {
    return samples(workload, entry)
        .map(sample -> sample.path("values").path(measure))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asDouble)
        .filter(Double::isFinite)
        .toList();
  }

  /** Who has no figures, by why: a sentence each. */
  private List<String> missing(String workload) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (String label : names("entries", "label")) {
      if (samples(workload, label).noneMatch(sample -> sample.has("values"))) {
        labels.computeIfAbsent(why(workload, label), key -> new ArrayList<>()).add(label);
      }
    }
    return labels.entrySet().stream()
        .map(group -> String.join(", ", group.getValue()) + ": " + group.getKey() + ".")
        .toList();
  }

  private String why(String workload, String entry) {
    return samples(workload, entry)
        .findFirst()
        .map(
            sample ->
                sample.has("failed")
                    ? "failed, " + sample.path("failed").asText()
                    : "not run, because " + sample.path("notRunBecause").asText())
        .orElse("not run, because the comparison was ended before");
  }

  /** By entry, the most of all forks of each kind of thread. */
  private Map<String, String> threads(String workload) {
    Map<String, String> threads = new LinkedHashMap<>();
    for (String label : names("entries", "label")) {
      Map<String, Long> most = new TreeMap<>();
      samples(workload, label)
          .flatMap(sample -> sample.path("threads").properties().stream())
          .forEach(kind -> most.merge(kind.getKey(), kind.getValue().asLong(), Math::max));
      if (!most.isEmpty()) {
        threads.put(label, counted(most));
      }
    }
    return threads;
  }

  private static String counted(Map<String, Long> threads) {
    return threads.entrySet().stream()
        .map(kind -> kind.getValue() + " × " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}
