package dev.fetchfold.kit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.kit.Check;
import dev.fetchfold.kit.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The kit's documents show code that compiles, rules that exist, and files that are there. */
class GuideTest {
  private static final List<Path> DOCUMENTS = List.of(Path.of("GUIDE.md"), Path.of("RESULTS.md"));
  private static final Path EXAMPLES =
      Path.of("src/test/java/dev/fetchfold/kit/docs/GuideExamples.java");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everyBlockOfJavaStandsInASourceThatCompiles() throws IOException {
    String examples = flat(Files.readString(EXAMPLES));
    List<String> blocks = found(JAVA, Files.readString(Path.of("GUIDE.md")));
    assertFalse(blocks.isEmpty());
    blocks.forEach(block -> assertTrue(examples.contains(flat(block)), block));
  }

  @Test
  void theExampleOfACheckIsOne() {
    List<Check> checks = Check.of(List.of(GuideExamples.Checks.class));
    assertEquals(List.of(List.of(Rule.BOUND_02)), checks.stream().map(Check::rules).toList());
  }

  @Test
  void everyMentionedRuleExists() throws IOException {
    Set<String> ids = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
    String areas =
        Arrays.stream(Rule.values()).map(Rule::area).distinct().collect(Collectors.joining("|"));
    Pattern mention = Pattern.compile("\\b((?:" + areas + ")-[0-9]{2})\\b");
    for (Path document : DOCUMENTS) {
      for (String id : found(mention, Files.readString(document))) {
        assertTrue(ids.contains(id), () -> document + ": " + id);
      }
    }
  }

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    for (Path document : DOCUMENTS) {
      for (String link : found(LINK, Files.readString(document))) {
        assertTrue(Files.exists(Path.of(link)), () -> document + ": " + link);
      }
    }
  }

  /** The text without what an example has because it is nested in a class. */
  private static String flat(String text) {
    return text.lines()
        .map(line -> line.strip().replaceFirst("^static class ", "class "))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
  }
}
