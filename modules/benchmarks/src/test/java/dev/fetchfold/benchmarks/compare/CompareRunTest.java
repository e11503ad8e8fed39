package dev.fetchfold.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.benchmarks.work.Json;
import dev.fetchfold.benchmarks.work.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes, samples and reports, at tiny sizes; no figure is judged. */
class CompareRunTest {
  private static final Pace HASTE = new Pace(1, 1, 1, 1, 50, Duration.ofMinutes(5));

  @TempDir private Path directory = Path.of("");

  @Test
  void everythingIsRunAndReported() throws Exception {
    List<String> progress = new ArrayList<>();
    CompareRun.Ended ended =
        CompareRun.run(wanted("virtual", List.of(Workload.SMALL, Workload.CANCEL)), progress::add);
    assertEquals(CompareRun.Verdict.DONE, ended.verdict(), ended.text());
    assertFalse(ended.text().contains("FAILED"), ended.text());
    assertTrue(progress.contains("fork 1 of 1, virtual (again): small"), progress.toString());
    checkText(ended.text());
    checkJson(Json.object(Json.read(Files.readString(ended.json()))));
    checkHtml(Files.readString(ended.html()));
  }

  private static void checkText(String text) {
    assertTrue(text.contains("\nvirtual (again)  "), text);
    assertTrue(text.contains("bare hc5-virtual"), text);
    assertTrue(text.contains("conformance not checked at this commit"), text);
    assertTrue(text.contains("has the seed 7"), text);
    for (String line : text.lines().toList()) {
      boolean path = line.contains("/compare-");
      assertTrue(line.length() <= 100 || path, line);
    }
  }

  private static void checkJson(Map<String, Object> report) {
    assertEquals("again", Json.object(report.get("run")).get("command"));
    assertTrue(Json.object(report.get("machine")).containsKey("flags of every process"));
    List<Object> samples = Json.list(report.get("samples"));
    assertTrue(samples.stream().map(Json::object).anyMatch(CompareRunTest::hasRawBatches));
    assertTrue(
        samples.stream().map(Json::object).anyMatch(one -> one.containsKey("notRunBecause")));
  }

  private static boolean hasRawBatches(Map<String, Object> sample) {
    return !Json.list(Json.object(sample.get("series")).get("batches, ms")).isEmpty();
  }

  /** It works from a disk without a network. */
  private static void checkHtml(String page) {
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("src="), page);
    assertFalse(page.contains("url("), page);
    assertFalse(page.contains("href="), page);
    assertTrue(page.contains("class=\"band\""), page);
    assertTrue(page.contains("library default → value used"), page);
    assertTrue(page.contains("<td>maxPerOrigin</td><td>8 → 64</td>"), page);
  }

  @Test
  void anEngineThatCannotBeOpenedFailsInItsPlace() throws Exception {
    CompareRun.Ended ended = CompareRun.run(wanted("warp", List.of(Workload.SMALL)), doing -> {});
    assertEquals(CompareRun.Verdict.IN_PART, ended.verdict());
    assertTrue(ended.text().contains("engine is \"warp\", expected one on"), ended.text());
  }

  @Test
  void whatMayNotBeRecordedIsNotBegun() {
    Wanted wanted =
        wanted(
            "virtual",
            List.of(Workload.SMALL),
            Wanted.Purpose.RECORD); // in a directory without commits
    List<String> progress = new ArrayList<>();
    CompareRun.Failed failed =
        assertThrows(CompareRun.Failed.class, () -> CompareRun.run(wanted, progress::add));
    String message = String.valueOf(failed.getMessage());
    assertTrue(message.startsWith("nothing was run, for it could not be recorded: "), message);
    assertEquals(List.of(), progress);
  }

  private Wanted wanted(String engine, List<Workload> workloads) {
    return wanted(engine, workloads, Wanted.Purpose.LOOK);
  }

  private Wanted wanted(String engine, List<Workload> workloads, Wanted.Purpose purpose) {
    return new Wanted(
        List.of(engine),
        workloads,
        HASTE,
        Optional.empty(),
        7,
        directory.resolve("a").resolve("b"),
        directory,
        purpose,
        "again");
  }
}
