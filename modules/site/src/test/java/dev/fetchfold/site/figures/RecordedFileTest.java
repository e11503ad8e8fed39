package dev.fetchfold.site.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.Samples;
import dev.fetchfold.site.figures.Chart.Line;
import dev.fetchfold.site.figures.Recording.Before;
import dev.fetchfold.site.figures.Recording.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code compare} has recorded is read whole, and what it has not is refused by name. */
class RecordedFileTest {
  @TempDir private Path root = Path.of("");

  private Path file = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    file = Samples.copy("figures.json", root.resolve("modules/benchmarks/recorded"));
  }

  @Test
  void nothingRecordedIsNothingShown() throws IOException {
    Files.delete(file);
    assertEquals(List.of(), RecordedFile.read(root));
    assertEquals(List.of(), RecordedFile.read(root.resolve("elsewhere")));
  }

  @Test
  void aRecordingSaysHowItWasMade() {
    Recording recording = recording();
    assertEquals("figures.json", recording.file());
    assertEquals("measurements/figures.html", recording.page());
    assertEquals("./fetchfold compare --workload small", recording.run().command());
    assertEquals("2026-01-01, 00:00 UTC", recording.run().minute());
    assertEquals("c0ffeec0f", recording.run().shortCommit());
    assertEquals(3, recording.run().forks());
    assertEquals(75, recording.run().coverage());
    assertEquals(Before.QUIET, recording.run().before());
    assertEquals("a processor", recording.machine().get("processor"));
    assertEquals("reactor-core 2.0", recording.libraries().get("reactor"));
    assertEquals("8", recording.settings().getFirst().usual());
    assertEquals("64", recording.settings().getFirst().used());
  }

  @Test
  void anEngineThatWasNotCheckedIsDoubtful() {
    assertEquals(Map.of("not checked at this commit", List.of("reactor")), recording().doubts());
  }

  @Test
  void theNewestRecordingComesFirst() throws IOException {
    Path newer = file.resolveSibling("a-newer.json");
    Files.writeString(newer, Files.readString(file).replace("2026-01-01T", "2026-02-01T"));
    assertEquals(
        List.of("a-newer.json", "figures.json"),
        RecordedFile.read(root).stream().map(Recording::file).toList());
  }

  @Test
  void everyForkIsAValueOfItsEntry() {
    Chart cpu = chart(workload("small").charts(), "CPU/fetch");
    assertEquals("µs", cpu.unit());
    assertEquals(List.of(52.0, 53.5, 55.0), line(cpu, "threads").values());
    assertEquals(52, cpu.noise().orElseThrow().low());
    assertEquals(56, cpu.noise().orElseThrow().high());
  }

  @Test
  void whoeverRanHasALineInEveryChart() {
    Workload small = workload("small");
    List<String> ran = List.of("threads", "virtual", "reactor", "threads (again)", "wrk");
    for (Chart chart : small.charts()) {
      assertEquals(ran, chart.lines().stream().map(Line::entry).toList(), chart.title());
    }
    assertEquals(List.of(), line(chart(small.charts(), "CPU/fetch"), "wrk").values());
  }

  @Test
  void whoDidNotRunIsSaidNotToHaveAndWhy() {
    assertEquals(
        List.of("bare hc5-threads: failed, the process ended with the exit code 3."),
        workload("small").missing());
    assertEquals(
        List.of(
            "threads: not run, because 10,000 in flight are 10,000 threads here.",
            "reactor, threads (again), bare hc5-threads, wrk: not run, because the comparison was"
                + " ended before."),
        workload("wide").missing());
  }

  @Test
  void whatIsZeroForEverybodyIsSaid() {
    assertEquals(List.of("errors"), workload("small").zero());
  }

  @Test
  void whatAWorkloadIsNotAboutIsAmongTheOthers() {
    assertEquals("allocated", workload("small").others().getFirst().title());
    assertEquals(List.of("in flight", "live heap"), titles(workload("wide").charts()));
    assertEquals(List.of(), workload("wide").others());
  }

  @Test
  void ofAFirstBatchOnlyItsTimeIsShown() throws IOException {
    edit(root -> values(root).put("first_batch", 700).put("cpu_per_fetch", 9000));
    edit(root -> measure(root, "first_batch"));
    assertEquals(List.of("first_batch"), titles(workload("small").charts()));
    assertEquals(List.of(), workload("small").others());
  }

  @Test
  void whatIsNoNumberWasNotMeasured() throws IOException {
    edit(root -> values(root).put("cpu_per_fetch", "NaN"));
    Line threads = line(chart(workload("small").charts(), "CPU/fetch"), "threads");
    assertEquals(List.of(53.5, 55.0), threads.values());
  }

  @Test
  void aNoteIsSaidOnceWithItsRuns() {
    assertEquals(
        List.of("not steady after 1200 ms of warm-up: small by threads (again)"),
        recording().notes());
  }

  @Test
  void threadsAreCountedByEntry() {
    assertEquals(Map.of("threads", "1 × platform main"), workload("small").threads());
  }

  @Test
  void aFileThatIsNoJsonIsNamed() throws IOException {
    Files.writeString(file, "{\"version\": NaN}");
    assertTrue(refusal().startsWith(file + " is no JSON: "), refusal());
  }

  @Test
  void aFileOfAnotherVersionIsNamed() throws IOException {
    edit(root -> root.put("version", 2));
    assertEquals(file + " has the version 2, expected 1", refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "commit", "began"})
  void aRunThatNobodyCouldRepeatIsRefused(String member) throws IOException {
    edit(root -> ((ObjectNode) root.get("run")).remove(member));
    assertEquals(file + " has no run." + member + ": nobody could repeat it", refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"measures", "workloads", "entries", "samples"})
  void aListThatIsMissingIsNamed(String member) throws IOException {
    edit(root -> root.remove(member));
    assertEquals(file + " has no " + member + ", expected one or more", refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"workload", "entry"})
  void aSampleOfWhatIsNotDeclaredIsNamed(String member) throws IOException {
    edit(root -> sample(root).put(member, "unheard"));
    String said = refusal();
    String expected = ": a sample's " + member + " is \"unheard\", expected one of: ";
    assertTrue(said.startsWith(file + expected), said);
  }

  @Test
  void aSampleThatSaysNothingIsNamed() throws IOException {
    edit(root -> sample(root).remove("values"));
    assertEquals(
        file + ": the sample of small by threads has no values, and no notRunBecause or failed",
        refusal());
  }

  /** What a test changes in the file. */
  private interface Edit {
    Object apply(ObjectNode root);
  }

  private void edit(Edit edit) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode changed = (ObjectNode) mapper.readTree(file.toFile());
    edit.apply(changed);
    mapper.writeValue(file.toFile(), changed);
  }

  private static ObjectNode sample(ObjectNode root) {
    return (ObjectNode) ((ArrayNode) root.get("samples")).get(0);
  }

  private static ObjectNode values(ObjectNode root) {
    return (ObjectNode) sample(root).get("values");
  }

  private static JsonNode measure(ObjectNode root, String name) {
    return ((ObjectNode) root.get("measures")).putObject(name).put("title", name);
  }

  private Recording recording() {
    return RecordedFile.read(root).getFirst();
  }

  private Workload workload(String name) {
    return recording().workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> titles(List<Chart> charts) {
    return charts.stream().map(Chart::title).toList();
  }

  private static Chart chart(List<Chart> charts, String title) {
    return charts.stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
  }

  private static Line line(Chart chart, String entry) {
    return chart.lines().stream()
        .filter(line -> line.entry().equals(entry))
        .findFirst()
        .orElseThrow();
  }

  private String refusal() {
    return String.valueOf(assertThrows(Refused.class, () -> RecordedFile.read(root)).getMessage());
  }
}
