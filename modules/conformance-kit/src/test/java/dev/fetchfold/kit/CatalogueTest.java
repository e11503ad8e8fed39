package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The kit is whole: no rule without a check or a reason, no check that cannot be reported. */
class CatalogueTest {

  @Test
  void everyRuleHasACheckOrSaysWhyNot() {
    Set<Rule> observed =
        Conformance.checks().stream()
            .flatMap(check -> check.rules().stream())
            .collect(Collectors.toSet());
    List<Rule> missing =
        Arrays.stream(Rule.values())
            .filter(rule -> rule.level() == Rule.Level.MUST)
            .filter(rule -> rule.untestable().isEmpty() && !observed.contains(rule))
            .toList();
    assertEquals(List.of(), missing, "rules without a check, and without a reason for that");
  }

  @Test
  void noRuleIsBothCheckedAndUntestable() {
    List<Rule> both =
        Conformance.checks().stream()
            .flatMap(check -> check.rules().stream())
            .filter(rule -> rule.untestable().isPresent())
            .toList();
    assertEquals(List.of(), both);
  }

  @Test
  void noCheckNamesARuleTwice() {
    List<String> twice =
        Conformance.checks().stream()
            .filter(check -> new HashSet<>(check.rules()).size() < check.rules().size())
            .map(Check::toString)
            .toList();
    assertEquals(List.of(), twice);
  }

  @Test
  void everyCheckNamesARule() {
    List<String> none =
        Conformance.checks().stream()
            .filter(check -> check.rules().isEmpty())
            .map(Check::toString)
            .toList();
    assertEquals(List.of(), none);
  }

  @Test
  void noTwoChecksOfARuleShareAName() {
    List<String> names = new ArrayList<>();
    for (Check check : Conformance.checks()) {
      check.rules().forEach(rule -> names.add(rule + " " + check.name()));
    }
    List<String> shared =
        names.stream().collect(Collectors.groupingBy(name -> name)).entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), shared);
  }
}
