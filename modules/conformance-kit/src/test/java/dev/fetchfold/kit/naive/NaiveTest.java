package dev.fetchfold.kit.naive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Selection;
import dev.fetchfold.kit.State;
import dev.fetchfold.kit.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kit tells naive code from a fetcher, and is fair to it: what it does right is passed. These
 * rules are decided by what the servers saw and not by a watchdog.
 */
class NaiveTest {
  private enum Naive {
    JDK(new NaiveJdk()),
    REACTOR(new NaiveReactor());

    private final Subject subject;

    Naive(Subject subject) {
      this.subject = subject;
    }
  }

  @ParameterizedTest
  @EnumSource(Naive.class)
  void equalTargetsStaySeparate(Naive naive) {
    assertEquals(Set.of(State.PASS), states(naive.subject, Rule.BATCH_01));
  }

  @ParameterizedTest
  @EnumSource(Naive.class)
  void theRequestOnTheWireIsTheLibrarys(Naive naive) {
    assertEquals(Set.of(State.PASS, State.FAIL), states(naive.subject, Rule.OUT_07));
  }

  @ParameterizedTest
  @EnumSource(Naive.class)
  void whatHasNoRetriesDoesNotRetry(Naive naive) {
    assertEquals(Set.of(State.FAIL), states(naive.subject, Rule.RETRY_05));
  }

  private static Set<State> states(Subject subject, Rule rule) {
    Selection selection = new Selection(List.of(rule.id()), List.of());
    Options options = new Options(4, Duration.ofSeconds(30));
    List<Result> results = new Conformance(subject, selection, options).run();
    return results.stream().map(Result::state).collect(Collectors.toSet());
  }
}
