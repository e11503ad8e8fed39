package dev.fetchfold.site.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.Samples;
import dev.fetchfold.site.source.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results become columns; where there are none, nothing is made up. */
class ColumnsTest {
  private static final Engine OURS =
      new Engine("rxjava", "Rx", "rxjava-impl", "fetchfold-rxjava", Map.of());

  @TempDir private Path root = Path.of("");

  @Test
  void whatWasNotRunIsSaidNotToBe() {
    Column column = Columns.read(root, List.of(OURS)).getFirst();
    assertFalse(column.wasRun());
    assertEquals(State.NOT_RUN, column.verdict(Rule.BATCH_01).state());
    assertEquals(State.UNTESTABLE, column.verdict(Rule.OBS_02).state());
  }

  @Test
  void aFileThatWasDroppedAddsAColumn() throws IOException {
    Samples.copy("stranger.json", root.resolve("modules/site/results"));
    Column column = Columns.read(root, List.of(OURS)).getLast();
    assertEquals("stranger", column.name());
    assertEquals("pass", column.verdict(Rule.BATCH_01).word());
    assertEquals("fail", column.verdict(Rule.BATCH_03).word(), "one face breaks the rule");
    assertEquals("flaky 2/3", column.verdict(Rule.BATCH_04).word());
    assertEquals("not offered", column.verdict(Rule.BATCH_08).word());
    assertEquals("not run", column.verdict(Rule.CLOSE_01).word());
    assertEquals("nobody asks for nothing (#7)", column.waivers().get("BATCH-02"));
    assertEquals(4, column.bad());
    assertTrue(column.origin().contains("commit c0ffee"), column.origin());
  }

  @Test
  void anEnginesResultsAreFoundInItsModule() throws IOException {
    Path file = Samples.copy("stranger.json", root.resolve("rxjava-impl/target/fetchfold"));
    Files.move(file, file.resolveSibling("rxjava.json"));
    Column column = Columns.read(root, List.of(OURS)).getFirst();
    assertEquals("rxjava", column.name());
    assertTrue(column.wasRun());
  }

  @Test
  void twoFilesOfOneNameAreRefused() throws IOException {
    Path file = Samples.copy("stranger.json", root.resolve("modules/site/results"));
    Files.copy(file, file.resolveSibling("again.json"));
    assertTrue(refusal().endsWith("is of \"stranger\", which has a column already"));
  }

  @Test
  void aFileOfAnotherVersionIsRefused() throws IOException {
    Path file = Samples.copy("stranger.json", root.resolve("modules/site/results"));
    Files.writeString(file, "{\"version\": 2}");
    assertTrue(refusal().endsWith("has the version 2, expected 1"));
  }

  private String refusal() {
    Refused refused = assertThrows(Refused.class, () -> Columns.read(root, List.of(OURS)));
    return String.valueOf(refused.getMessage());
  }
}
