package dev.fetchfold.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Fetchers;
import dev.fetchfold.site.source.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All engines have one shape, so that they can be read side by side. */
class AlignmentTest {
  private static final Path MODULES = Path.of("..");
  private static final Path PUBLIC_TYPES = MODULES.resolve("api/src/main/java");
  private static final Path ENGINE = MODULES.resolve("engine/src/main/java");
  private static final Path HTTP_CORE_5 = MODULES.resolve("httpcore5/src/main/java");

  @TestFactory
  Stream<DynamicTest> engines() {
    return EngineSources.all().stream()
        .map(engine -> DynamicTest.dynamicTest(engine.engine(), () -> expectAligned(engine)));
  }

  @Test
  void everyEngineIsOnTheClassPath() {
    assertEquals(
        EngineSources.all().stream().map(EngineSources::engine).toList(), Fetchers.names());
  }

  @Test
  void whatIsTheSameForAllEnginesIsEnforcedOutsideThem() throws IOException {
    expectTagged(Shape.RULES_SHARED, PUBLIC_TYPES, ENGINE);
    expectTagged(Shape.RULES_OF_CLIENTS, HTTP_CORE_5);
  }

  @Test
  void whoAddsAnEngineReadsOfTheSameFiles() throws IOException {
    String contributing = Files.readString(MODULES.resolve("../.github/CONTRIBUTING.md"));
    for (Role part : Shape.PARTS) {
      String row =
          part == Role.FETCHER
              ? "| `<Name>Fetcher` | public: " + part.question() + " |"
              : "| `" + part.title() + "." + part.verb() + "` | " + part.question() + " |";
      assertTrue(contributing.contains(row), () -> "CONTRIBUTING.md: expected " + row);
    }
  }

  private static void expectAligned(EngineSources engine) {
    List<String> faults = Alignment.faults(engine);
    assertEquals(List.of(), faults, () -> String.join("\n", faults));
  }

  private static void expectTagged(List<String> rules, Path... directories) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path directory : directories) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    for (String rule : rules) {
      assertTrue(
          text.indexOf(rule) >= 0,
          () -> Arrays.toString(directories) + ": expected a comment " + rule);
    }
  }
}
