package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: a line for each bad result, the file, the status. */
class ConformanceMainTest {
  @TempDir private Path directory;

  /** A check that passes and one that does not. */
  static final class Two {
    @Observes(Rule.BATCH_01)
    void fails(Trial trial) {
      trial.expectEqual("sum", 3, 1 + 1);
    }

    @Observes(Rule.BATCH_02)
    void passes(Trial trial) {}
  }

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aBadResultIsALineAndTheStatus() {
    assertEquals(1, run("BATCH-0*", 1));
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.contains("BATCH-01 fails [fetch] FAIL"), lines::toString);
    assertTrue(Files.exists(directory.resolve("nothing.json")));
  }

  @Test
  void aBadResultOfSeveralTriesSaysHowManyWereGood() {
    assertEquals(1, run("BATCH-0*", 3));
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.contains("BATCH-01 fails [fetch] FAIL 0/3"), lines::toString);
  }

  @Test
  void goodResultsAreSilent() {
    assertEquals(0, run("BATCH-02", 1));
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private int run(String rules, int repeat) {
    Conformance run =
        new Conformance(
            new Nothing(),
            new Selection(List.of(rules), List.of()),
            new Options(1, Duration.ofSeconds(30), repeat),
            Check.of(List.of(Two.class)));
    return ConformanceMain.run(
        run, directory, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }
}
