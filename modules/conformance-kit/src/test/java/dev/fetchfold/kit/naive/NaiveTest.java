package dev.fetchfold.kit.naive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Selection;
import dev.fetchfold.kit.State;
import dev.fetchfold.kit.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kit tells naive code from a fetcher, and is fair to it: what it does right is passed. These
 * rules are decided by what the servers saw and not by a watchdog; {@code NAIVE.md}, which takes
 * too long to be made by every build, must say the same of them.
 */
class NaiveTest {
  static Stream<Named<Subject>> naive() {
    return Stream.of(Named.of("JDK", new NaiveJdk()), Named.of("Reactor", new NaiveReactor()));
  }

  @ParameterizedTest
  @MethodSource("naive")
  void equalTargetsStaySeparate(Subject naive) throws IOException {
    assertEquals(Set.of(State.PASS), states(naive, Rule.BATCH_01));
    expectDocumented(naive, Rule.BATCH_01, State.PASS);
  }

  @ParameterizedTest
  @MethodSource("naive")
  void theRequestOnTheWireIsTheLibrarys(Subject naive) throws IOException {
    assertEquals(Set.of(State.PASS, State.FAIL), states(naive, Rule.OUT_07));
    expectDocumented(naive, Rule.OUT_07, State.FAIL);
  }

  @ParameterizedTest
  @MethodSource("naive")
  void whatHasNoRetriesDoesNotRetry(Subject naive) throws IOException {
    assertEquals(Set.of(State.FAIL), states(naive, Rule.RETRY_05));
    expectDocumented(naive, Rule.RETRY_05, State.FAIL);
  }

  @Test
  void theDocumentHasARowForEachRule() throws IOException {
    List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
    assertEquals(ids, List.copyOf(NaiveDocument.read(NaiveDocument.FILE).ids()));
  }

  /** What this test has just run, so that a document from another time does not go unnoticed. */
  private static void expectDocumented(Subject subject, Rule rule, State state) throws IOException {
    NaiveDocument document = NaiveDocument.read(NaiveDocument.FILE);
    assertEquals(Optional.of(state.word()), document.state(rule, subject.name()));
  }

  private static Set<State> states(Subject subject, Rule rule) {
    Selection selection = new Selection(List.of(rule.id()), List.of());
    Options options = new Options(4, Duration.ofSeconds(30));
    List<Result> results = new Conformance(subject, selection, options).run();
    return results.stream().map(Result::state).collect(Collectors.toSet());
  }
}
