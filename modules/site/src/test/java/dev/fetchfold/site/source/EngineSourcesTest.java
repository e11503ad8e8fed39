package dev.fetchfold.site.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every engine has each region once, in the order of all engines. */
class EngineSourcesTest {
  private static final Path ROOT = Path.of("../..");

  @TempDir private Path copy = Path.of("");

  @Test
  void theEnginesOfThisProjectAreInOrder() {
    for (EngineSources sources : Engines.read(ROOT)) {
      int elsewhere = sources.engine().elsewhere().size();
      assertEquals(Aspect.values().length, sources.cuts().size() + elsewhere, sources.toString());
    }
  }

  @Test
  void aMarkerThatWasRemovedIsNamed() throws IOException {
    copyProject();
    replace("reactor-impl", "reactor/Admission.java", "  // @start region=\"admit\"\n", "");
    String said = refusal();
    String file = "reactor-impl/src/main/java/dev/fetchfold/reactor/Admission.java";
    assertTrue(said.matches(Pattern.quote(file) + ":\\d+: an @end without a @start"), said);
  }

  @Test
  void aRegionThatWasRemovedIsNamed() throws IOException {
    copyProject();
    replace("reactor-impl", "reactor/Admission.java", "  // @start region=\"admit\"\n", "");
    replace("reactor-impl", "reactor/Admission.java", "  // @end\n", "");
    assertEquals(
        "engine reactor has no region \"admit\", expected // @start region=\"admit\" and // @end"
            + " in a file of reactor-impl/src/main/java/dev/fetchfold/reactor",
        refusal());
  }

  @Test
  void aRegionThatStandsTwiceIsNamed() throws IOException {
    copyProject();
    replace("threads-impl", "threads/Exchange.java", "\"exchange\"", "\"admit\"");
    String said = refusal();
    assertTrue(said.startsWith("engine threads has the region \"admit\" twice: "), said);
    assertTrue(said.contains("Admission.java:") && said.contains("Exchange.java:"), said);
  }

  @Test
  void regionsOutOfOrderAreNamed() throws IOException {
    copyProject();
    replace("threads-impl", "threads/Delivery.java", "\"deliver\"", "\"x\"");
    replace("threads-impl", "threads/Delivery.java", "\"cancel\"", "\"deliver\"");
    replace("threads-impl", "threads/Delivery.java", "\"x\"", "\"cancel\"");
    String said = refusal();
    assertTrue(said.contains("\"cancel\" stands before \"deliver\", expected after it"), said);
  }

  @Test
  void aNameThatNoRegionHasIsNamed() throws IOException {
    copyProject();
    replace("virtual-impl", "virtual/Exchange.java", "\"exchange\"", "\"exchagne\"");
    String said = refusal();
    assertTrue(said.contains("Exchange.java:16: the region is \"exchagne\""), said);
  }

  private String refusal() {
    return String.valueOf(assertThrows(Refused.class, () -> Engines.read(copy)).getMessage());
  }

  private void copyProject() throws IOException {
    Path declared = copy.resolve("modules/site/engines.json");
    Files.createDirectories(declared.resolveSibling("."));
    Files.copy(ROOT.resolve("modules/site/engines.json"), declared);
    for (EngineSources sources : Engines.read(ROOT)) {
      Path from = sources.engine().directory(ROOT);
      Path to = Files.createDirectories(sources.engine().directory(copy));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private void replace(String module, String file, String old, String fresh) throws IOException {
    Path path = copy.resolve(module).resolve("src/main/java/dev/fetchfold").resolve(file);
    List<String> parts = List.of(Files.readString(path).split(Pattern.quote(old), 2));
    assertEquals(2, parts.size(), "there is no " + old + " in " + path);
    Files.writeString(path, String.join(fresh, parts));
  }
}
