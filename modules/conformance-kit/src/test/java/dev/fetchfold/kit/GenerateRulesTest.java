package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that is written wrongly stops the build, at its line. */
class GenerateRulesTest {
  private static final List<String> WELL_FORMED =
      List.of(
          "## BOUND: how many",
          "### BOUND-01",
          "- **Level:** MUST",
          "- **Rule:** It MUST hold `n`,",
          "  always.",
          "- **Intent:** Because of [a/b#1].",
          "- **Observed:** So.",
          "- **Faces:** fetch",
          "- **Testability:** tested");

  @TempDir Path directory;

  private record Ended(int status, String errors) {}

  @Test
  void aWellFormedRuleBecomesAConstant() throws Exception {
    assertEquals(new Ended(0, ""), generate(WELL_FORMED));
    String java = Files.readString(directory.resolve("out/dev/fetchfold/kit/Rule.java"));
    assertTrue(java.contains("BOUND_01(\n      \"BOUND-01\", \"BOUND\","), java);
    assertTrue(java.contains("\"It MUST hold n, always.\""), java);
    assertTrue(java.contains("\"Because of a/b#1.\""), java);
  }

  @Test
  void aLineThatIsNoFieldIsShownWithItsNumber() throws Exception {
    List<String> lines =
        WELL_FORMED.stream().map(line -> line.replace("**Observed:**", "Observed:")).toList();
    Ended ended = generate(lines);
    assertEquals(1, ended.status());
    assertTrue(ended.errors().contains("spec.md:7: BOUND-01 has \"- Observed:"), ended::errors);
  }

  private Ended generate(List<String> lines) throws IOException, InterruptedException {
    Path specification = Files.write(directory.resolve("spec.md"), lines);
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "src/build/java/GenerateRules.java",
                specification.toString(),
                directory.resolve("out").toString())
            .redirectError(errors.toFile())
            .start();
    int status = process.waitFor();
    return new Ended(status, Files.readString(errors, StandardCharsets.UTF_8));
  }
}
