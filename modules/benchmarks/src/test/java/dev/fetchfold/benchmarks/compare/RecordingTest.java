package dev.fetchfold.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.benchmarks.compare.Conformance.Finding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be recorded, which is known before anything is run. */
class RecordingTest {
  private static final String COMMIT = "0123456789012345678901234567890123456789";
  private static final Finding GOOD = new Conformance.Conforms("none is bad");
  private static final Finding BAD = new Conformance.Doubtful("2 of 300 are bad");

  @Test
  void anEngineThatConformsAtACommitMayBe() {
    assertEquals(Optional.empty(), objection(0.2, COMMIT, GOOD));
  }

  @Test
  void aBusyMachineMayNotBe() {
    assertEquals(Optional.of("the machine is busy, its load 999"), objection(999, COMMIT, GOOD));
  }

  @Test
  void whatIsNotACommitMayNotBe() {
    assertEquals(Optional.of("it is not of a commit: git says \"\""), objection(0.2, "", GOOD));
    assertEquals(
        Optional.of("it is not of a commit: git says \"" + COMMIT + "-dirty\""),
        objection(0.2, COMMIT + "-dirty", GOOD));
  }

  @Test
  void anEngineInDoubtMayNotBe() {
    assertEquals(Optional.of("of x is said: 2 of 300 are bad"), objection(0.2, COMMIT, BAD));
  }

  @Test
  void twoRunsOfACommitHaveTwoNames() {
    Instant began = Instant.parse("2026-11-27T09:05:59Z");
    String first = Recording.name(began, COMMIT);
    assertTrue(first.matches("2026-11-27-0905-\\d+x-\\w+-012345678\\.json"), first);
    assertNotEquals(first, Recording.name(began.plusSeconds(60), COMMIT));
  }

  private static Optional<String> objection(double load, String commit, Finding finding) {
    return Recording.objection(new Circumstances(load, commit, Map.of("x", finding)));
  }
}
