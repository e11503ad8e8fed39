package dev.fetchfold.kit.rules.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.kit.Check;
import dev.fetchfold.kit.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every row of the specification's appendix has its check, under the rules that it names. */
class AppendixTest {
  private static final Path SPECIFICATION = Path.of("..", "..", "SPECIFICATION.md");
  private static final Pattern ROW = Pattern.compile("\\| SB-(\\d{3}) \\|.*\\| ([^|]+) \\|");
  private static final Pattern CHECK = Pattern.compile("sb(\\d{3})\\w+");

  @Test
  void everyRowHasACheckUnderItsRules() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(SPECIFICATION)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> rules = new TreeSet<>(Arrays.asList(row.group(2).split(", ", -1)));
        rules.add(Rule.OUT_03.id());
        rows.put(row.group(1), rules);
      }
    }
    assertTrue(rows.size() > 100, () -> "rows: " + rows.size());
    assertEquals(rows, checks());
  }

  private static Map<String, Set<String>> checks() {
    Map<String, Set<String>> checks = new TreeMap<>();
    for (Check check : Check.of(ExchangeRules.CLASSES)) {
      Matcher name = CHECK.matcher(check.name());
      if (name.matches()) {
        Set<String> rules =
            check.rules().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(checks.put(name.group(1), rules) == null, () -> check + " is not the only one");
      }
    }
    return checks;
  }
}
