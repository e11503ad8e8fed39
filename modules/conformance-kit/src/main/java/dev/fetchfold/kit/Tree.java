package dev.fetchfold.kit;

import static java.util.stream.Collectors.groupingBy;

import dev.fetchfold.kit.Conformance.Pending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Results as JUnit shows them: by area, by rule, a test for each check and face. */
final class Tree {
  private final Map<Rule, List<DynamicNode>> tests = new LinkedHashMap<>();

  Tree(Conformance run, Selection selection, List<Pending> started) {
    Arrays.stream(Rule.values())
        .filter(selection::takes)
        .forEach(rule -> tests.put(rule, tests(rule, started)));
    run.waived().forEach(waiver -> add(waiver, () -> run.judged(waiver, started)));
    run.unseen().forEach(this::add);
  }

  /** One container per area. */
  Stream<DynamicNode> areas() {
    return tests.keySet().stream()
        .collect(groupingBy(Rule::area, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(area -> area(area.getKey(), area.getValue()));
  }

  private DynamicNode area(String area, List<Rule> rules) {
    return DynamicContainer.dynamicContainer(area, rules.stream().map(this::container));
  }

  private DynamicNode container(Rule rule) {
    return DynamicContainer.dynamicContainer(
        rule.id() + " " + rule.sentence(), tests.getOrDefault(rule, List.of()));
  }

  private static List<DynamicNode> tests(Rule rule, List<Pending> started) {
    return started.stream()
        .filter(pending -> pending.check().rules().contains(rule))
        .map(
            pending ->
                test(
                    name(pending.check().name(), pending.face().name()),
                    () -> pending.result(rule)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void add(Waiver waiver, Supplier<Result> judged) {
    of(waiver.rule()).add(test(Waivers.CHECK + " " + waiver.issue(), judged));
  }

  private void add(Result result) {
    String name = name(result.state().word(), result.face());
    of(result.rule()).add(test(name, () -> result));
  }

  private List<DynamicNode> of(Rule rule) {
    return tests.computeIfAbsent(rule, r -> new ArrayList<>());
  }

  private static String name(String what, String face) {
    return what + " [" + face + "]";
  }

  private static DynamicNode test(String name, Supplier<Result> result) {
    return DynamicTest.dynamicTest(name, () -> report(result.get()));
  }

  /** What is neither passed nor bad is aborted, which no runner shows as green. */
  private static void report(Result result) {
    if (result.state().isBad()) {
      throw new AssertionFailedError(result.message(), result.cause().orElse(null));
    }
    if (result.state() != State.PASS) {
      throw new TestAbortedException(result.message());
    }
  }
}
