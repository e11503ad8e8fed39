package dev.fetchfold.site.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fetchfold.site.Samples;
import dev.fetchfold.site.results.KillMatrix.Cell;
import dev.fetchfold.site.results.KillMatrix.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which broken fetchers were found out, and by what. */
class KillMatrixTest {
  @TempDir private Path root = Path.of("");

  @Test
  void nothingRecordedIsNothingShown() {
    assertEquals(List.of(), KillMatrix.read(root).faults());
  }

  @Test
  void aFaultIsFoundOutByWhatFailsAndByWhatHangs() throws IOException {
    Samples.copy("kill-matrix.json", root.resolve("modules/conformance-kit"));
    Fault greedy = KillMatrix.read(root).faults().getFirst();
    assertEquals("takes one too many", greedy.name());
    assertEquals(Cell.KILLED, greedy.cell("BATCH-03"));
    assertEquals(Cell.ALSO, greedy.cell("DEMAND-02"));
    assertEquals(Cell.UNTOUCHED, greedy.cell("CLOSE-01"));
  }

  @Test
  void aFaultThatNothingFoundOutIsMissed() throws IOException {
    Samples.copy("kill-matrix.json", root.resolve("modules/conformance-kit"));
    Fault forgetful = KillMatrix.read(root).faults().getLast();
    assertFalse(forgetful.isKilled());
    assertEquals(Cell.MISSED, forgetful.cell("BOUND-05"));
  }
}
