package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a rule that is waived, flaky, or tested through a face that is not offered. */
class ConformanceTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  /** Two checks of one rule, one that fails and one that does not. */
  static final class Mixed {
    @Observes(Rule.BATCH_01)
    void fails(Trial trial) {
      trial.expectEqual("sum", 3, 1 + 1);
    }

    @Observes(Rule.BATCH_01)
    void passes(Trial trial) {}
  }

  /** A check of two rules. */
  static final class Shared {
    @Observes({Rule.BATCH_01, Rule.BATCH_02})
    void fails(Trial trial) {
      trial.expectEqual("sum", 3, 1 + 1);
    }
  }

  /** A check that agrees with nobody. */
  static final class Wavering {
    @Observes(Rule.BATCH_01)
    void failsEveryThirdTime(Trial trial) {
      trial.expect(CALLS.getAndIncrement() % 3 > 0, "a call that is not the third", "the third");
    }
  }

  /** A check through every face. */
  static final class Everywhere {
    @Observes(Rule.BATCH_03)
    void passes(Trial trial) {}

    @Observes(value = Rule.DEMAND_01, through = AskingFace.class)
    void asks(Trial trial) {}
  }

  @Waiver(rule = Rule.BATCH_01, reason = "Sums are hard.", issue = "#12")
  private static final class Waiving extends Nothing {}

  @Waiver(
      rule = Rule.BATCH_01,
      reason = "Sums are hard.",
      issue = "#12",
      seen = Waiver.Seen.SOMETIMES)
  private static final class WaivingWhatIsRare extends Nothing {}

  @Waiver(rule = Rule.BATCH_01, reason = "Sums are hard.", issue = "#12")
  @Waiver(rule = Rule.BATCH_01, reason = "Twice is better.", issue = "#13")
  private static final class WaivingTwice extends Nothing {}

  @Waiver(rule = Rule.BATCH_01, reason = " ", issue = "#12")
  private static final class WaivingWithoutReason extends Nothing {}

  private static final class Fetching extends Nothing {
    @Override
    public List<Face> faces() {
      return List.of(FoldingFace.fetch(), Face.iterate());
    }
  }

  @Test
  void aWaivedRuleThatFailsIsNeitherPassedNorBad() {
    List<Result> results = run(new Waiving(), Mixed.class, "BATCH-01");
    assertEquals(List.of("fails WAIVED", "passes PASS", "waiver WAIVED"), lines(results), "states");
    assertTrue(results.get(0).message().contains("waived: Sums are hard. [#12]"));
    assertEquals("2", results.get(0).observed());
    assertEquals("still failing: 1 of 2", results.get(2).observed());
  }

  @Test
  void aWaiverCoversItsRuleOnly() {
    List<Result> results = run(new Waiving(), Shared.class, "BATCH-0*");
    assertTrue(lines(results).contains("fails WAIVED"), results::toString);
    assertTrue(lines(results).contains("fails FAIL"), results::toString);
  }

  @Test
  void aWaiverThatIsNoLongerNeededFails() {
    Result waiver = waiver(new Waiving(), Selection.all());
    assertEquals(State.FAIL, waiver.state());
    assertTrue(waiver.observed().contains("no longer needed"), waiver::observed);
  }

  @Test
  void whatIsSeenSometimesMayPass() {
    assertEquals(State.WAIVED, waiver(new WaivingWhatIsRare(), Selection.all()).state());
  }

  @Test
  void aWaiverIsNotJudgedBySomeFaces() {
    Selection selection = new Selection(List.of(), List.of("fetch"));
    assertEquals(State.WAIVED, waiver(new Waiving(), selection).state());
  }

  @Test
  void aWaiverHasAReasonAndStandsOnce() {
    assertThrows(IllegalArgumentException.class, () -> Waivers.of(new WaivingTwice()));
    assertThrows(IllegalArgumentException.class, () -> Waivers.of(new WaivingWithoutReason()));
  }

  @Test
  void tooManyOutcomesOfOneCheckAreFlaky() {
    CALLS.set(0);
    Options threeTimes = new Options(1, Duration.ofSeconds(30), 3);
    Result result = run(new Nothing(), Wavering.class, "BATCH-01", threeTimes).get(0);
    assertEquals(State.FLAKY, result.state());
    assertEquals("2/3", result.tries().toString());
    assertTrue(result.message().startsWith("FLAKY 2/3 BATCH-01 "), result::message);
  }

  @Test
  void whatFailsEachTimeIsNotFlaky() {
    Options twice = new Options(1, Duration.ofSeconds(30), 2);
    List<Result> results = run(new Nothing(), Mixed.class, "BATCH-01", twice);
    assertEquals(List.of("fails FAIL", "passes PASS"), lines(results));
    assertEquals("0/2", results.get(0).tries().toString());
  }

  @Test
  void aFaceThatIsNotOfferedIsShownByRule() {
    List<Result> results = run(new Fetching(), Everywhere.class, "BATCH-03,DEMAND-01");
    assertEquals(
        List.of(
            "BATCH-03 fetch PASS",
            "BATCH-03 iterate PASS",
            "BATCH-03 fetchAsync NOT_OFFERED",
            "BATCH-03 publisher NOT_OFFERED",
            "DEMAND-01 iterate PASS",
            "DEMAND-01 publisher NOT_OFFERED"),
        results.stream()
            .map(result -> result.rule() + " " + result.face() + " " + result.state())
            .sorted(java.util.Comparator.comparing(ConformanceTest::ruleAndFate))
            .toList());
  }

  private static String ruleAndFate(String line) {
    return line.replaceFirst("(\\S+) (\\S+) PASS", "$1 0 $2").replaceFirst(" NOT_OFFERED", "");
  }

  private static Result waiver(Subject subject, Selection selection) {
    Waiver waiver = subject.recipe().getAnnotation(Waiver.class);
    Result passed = Result.unseen(Rule.BATCH_01, "fetch", State.PASS, "");
    return Waivers.judged(waiver, selection, List.of(passed));
  }

  private static List<String> lines(List<Result> results) {
    return results.stream().map(result -> result.check() + " " + result.state()).toList();
  }

  private static List<Result> run(Subject subject, Class<?> checks, String rules) {
    return run(subject, checks, rules, new Options(1, Duration.ofSeconds(30)));
  }

  private static List<Result> run(Subject subject, Class<?> checks, String rules, Options options) {
    Selection selection = new Selection(List.of(rules.split(",")), List.of());
    return new Conformance(subject, selection, options, Check.of(List.of(checks))).run();
  }
}
