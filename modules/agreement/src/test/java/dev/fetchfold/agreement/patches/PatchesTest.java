package dev.fetchfold.agreement.patches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Fetchers;
import dev.fetchfold.kit.Rule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every patch fits the sources as they are: one that no longer does would test nothing. */
class PatchesTest {
  private static final String FILE = "Some.java";
  private static final String TEXT =
      """
      class Some {
        /** Says nothing. */
        void one() {
          first(); // BOUND-01
          // the reason
          second();
        }

        void two() {
          first();
        }
      }
      """;

  @TempDir private Path directory = Path.of("");

  @TestFactory
  Stream<DynamicTest> patches() {
    return PatchFile.all().stream()
        .map(patch -> DynamicTest.dynamicTest(patch.toString(), () -> expectUsable(patch)));
  }

  private void expectUsable(Patch patch) throws Exception {
    patch.rules().forEach(PatchesTest::expectRule);
    Path place = directory.resolve(patch.toString().replaceAll("\\W+", "-"));
    Patched.compile(Patched.texts(patch, Engine.named(patch.engine())), place);
  }

  private static void expectRule(String pattern) {
    Pattern ids = Pattern.compile(pattern.replace("*", ".*"));
    assertTrue(
        Arrays.stream(Rule.values()).map(Rule::id).anyMatch(ids.asMatchPredicate()),
        () -> "no rule is called " + pattern);
  }

  @Test
  void everyEngineHasSomeAndNoneTwice() {
    List<Patch> all = PatchFile.all();
    assertEquals(
        Set.copyOf(Fetchers.names()), all.stream().map(Patch::engine).collect(Collectors.toSet()));
    assertEquals(all.size(), new HashSet<>(all.stream().map(Patch::toString).toList()).size());
  }

  @Test
  void commentsAndBlanksAreNotCompared() {
    Change change = new Change(FILE, List.of("- first();", "-   second();  // why", "+ third();"));
    assertEquals(
        "class Some {\n  /** Says nothing. */\n  void one() {\n third();\n  }",
        change.applied(TEXT).lines().limit(5).collect(Collectors.joining("\n")));
  }

  @Test
  void linesThatAreNotThereAreRefused() {
    Change change = new Change(FILE, List.of("-second();", "-first();"));
    Refused refused = assertThrows(Refused.class, () -> change.applied(TEXT));
    assertEquals(
        "Some.java: found 0 times, expected once:\nsecond();\nfirst();", refused.getMessage());
  }

  @Test
  void linesThatAreThereTwiceAreRefused() {
    Change change = new Change(FILE, List.of("-first();"));
    Refused refused = assertThrows(Refused.class, () -> change.applied(TEXT));
    assertEquals("Some.java: found 2 times, expected once:\nfirst();", refused.getMessage());
  }

  @Test
  void whatDoesNotCompileIsRefused() {
    Refused refused =
        assertThrows(
            Refused.class,
            () -> Patched.compile(Map.of(Path.of(FILE), "class Some { int }"), directory));
    assertTrue(refused.toString().contains("does not compile: "), refused::toString);
  }

  @Test
  void aPatchIsReadAsItIsWritten() {
    List<Patch> patches =
        PatchFile.parse(
            "virtual",
            """
            # ignored
            patch: one
            kind: some
            rules: BOUND-01, CANCEL-*
            breaks: The first half
            breaks: and the second.
            file: A.java
             kept
            -gone
            file: modules/api/B.java
            +new
            """);
    assertEquals(
        List.of(
            new Patch(
                "virtual",
                "one",
                "some",
                List.of("BOUND-01", "CANCEL-*"),
                "The first half and the second.",
                "",
                List.of(
                    new Change("A.java", List.of(" kept", "-gone")),
                    new Change("modules/api/B.java", List.of("+new"))))),
        patches);
  }

  @Test
  void aPatchThatDoesNotSayEverythingIsRefused() {
    Refused refused =
        assertThrows(
            Refused.class,
            () -> PatchFile.parse("virtual", "patch: one\nkind: some\nfile: A.java\n-x\n"));
    assertEquals(
        "virtual: a patch has no rules or no file: {patch=one, kind=some}", refused.getMessage());
  }

  @Test
  void aLineThatIsNothingIsRefused() {
    Refused refused =
        assertThrows(Refused.class, () -> PatchFile.parse("virtual", "patch: one\nhints: x\n"));
    assertEquals("virtual: neither a field nor a line of a change: hints: x", refused.getMessage());
  }
}
