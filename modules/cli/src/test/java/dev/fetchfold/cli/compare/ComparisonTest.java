package dev.fetchfold.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes, samples and reports, with an engine that makes everything up. */
@Timeout(120)
class ComparisonTest {
  private static final Comparison.Pace HASTE = new Comparison.Pace(1, 1, 2);

  @TempDir private Path directory = Path.of("");

  @Test
  void everyWorkloadIsDoneAndReported() throws Exception {
    List<String> progress = new ArrayList<>();
    try (Comparison comparison = new Comparison(HASTE, progress::add)) {
      List<Sample> samples = comparison.run(List.of("fake"));
      assertEquals(2 * Workload.values().length, samples.size());
      assertTrue(progress.contains("dead-origin: run 2 of 2, fake"), progress.toString());
      check(samples);
    }
  }

  private void check(List<Sample> samples) throws Exception {
    ReportTable table = new ReportTable(Summaries.of(samples));
    ReportFiles files = ReportFiles.write(directory, samples, table, "again");
    for (Workload workload : Workload.values()) {
      assertTrue(table.text().contains(workload + " "), table.text());
      assertTrue(Files.readString(files.markdown()).contains("| " + workload + " | fake |"));
      assertTrue(Files.readString(files.json()).contains("\"workload\" : \"" + workload + "\""));
    }
    // the engine that makes everything up knows of no resets
    assertTrue(table.notes().contains("WARNING: "), table.notes());
    assertTrue((table.text() + table.notes()).lines().allMatch(line -> line.length() <= 100));
  }

  @Test
  void anEngineThatEndsIsNamedWithItsLastWords() throws Exception {
    try (Comparison comparison = new Comparison(HASTE, doing -> {})) {
      Exception e = assertThrows(Child.Lost.class, () -> comparison.run(List.of("warp")));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("engine warp has ended: "), message);
      assertTrue(message.contains("warp"), message);
    }
  }
}
