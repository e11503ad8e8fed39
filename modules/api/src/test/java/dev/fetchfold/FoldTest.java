package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
  private static final Response OK_2 = Samples.response(2, 200);
  private static final Failure REFUSED_0 = Samples.failure(0, Reason.CONNECT);
  private static final Response OK_1 = Samples.response(1, 204);
  private static final Response MISSING_3 = Samples.response(3, 404);
  private static final List<Outcome> DELIVERED = List.of(OK_2, REFUSED_0, OK_1, MISSING_3);

  @Test
  void collects() throws InterruptedException {
    Fold<Map<Boolean, Long>> fold =
        Fold.of(Collectors.partitioningBy(Outcome::ok, Collectors.counting()));
    assertEquals(Map.of(true, 2L, false, 2L), run(fold).result());
  }

  @Test
  void sortsByIndex() throws InterruptedException {
    List<Outcome> all = run(Fold.byIndex()).result();
    assertEquals(List.of(REFUSED_0, OK_1, OK_2, MISSING_3), all);
    assertThrows(UnsupportedOperationException.class, all::clear);
  }

  @Test
  void stopsAtTheFirstThatMatches() throws InterruptedException {
    Run<Optional<Outcome>> run = run(Fold.first(outcome -> outcome.index() < 2));
    assertSame(REFUSED_0, run.result().orElseThrow());
    assertEquals(2, run.steps());
  }

  @Test
  void findsNothing() throws InterruptedException {
    Run<Optional<Outcome>> run = run(Fold.first(outcome -> false));
    assertEquals(Optional.empty(), run.result());
    assertEquals(4, run.steps());
  }

  @Test
  void stopsAfterSoMany() throws InterruptedException {
    Run<List<Outcome>> run = run(Fold.first(2, Outcome::ok));
    assertEquals(List.of(OK_2, OK_1), run.result());
    assertEquals(3, run.steps());
    assertEquals(List.of(OK_2, OK_1), run(Fold.first(3, Outcome::ok)).result());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesFewerThanOne(int n) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Fold.first(n, Outcome::ok));
    assertEquals("n is " + n + ", expected 1 or more", refused.getMessage());
  }

  @Test
  void foldsTheLastOneToo() throws InterruptedException {
    Run<List<Outcome>> run = run(Fold.until(outcome -> !outcome.ok(), Fold.byIndex()));
    assertEquals(List.of(REFUSED_0, OK_2), run.result());
    assertEquals(2, run.steps());
  }

  @Test
  void stopsWhereTheInnerFoldDoes() throws InterruptedException {
    Run<Optional<Outcome>> run = run(Fold.until(outcome -> false, Fold.first(Outcome::ok)));
    assertSame(OK_2, run.result().orElseThrow());
    assertEquals(1, run.steps());
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void handsOver(End end) throws InterruptedException {
    List<Outcome> seen = new ArrayList<>();
    Fold.Accumulator<End> accumulator = Fold.forEach(seen::add).start();
    for (Outcome outcome : DELIVERED) {
      assertEquals(Step.CONTINUE, accumulator.step(outcome));
    }
    assertSame(end, accumulator.finish(end));
    assertEquals(DELIVERED, seen);
  }

  @Test
  void counts() throws InterruptedException {
    Summary summary = run(Fold.summary()).result();
    assertEquals(
        new Summary(
            4,
            Map.of(200, 1L, 204, 1L, 404, 1L),
            Map.of(Reason.CONNECT, 1L),
            15,
            12,
            Duration.ofSeconds(3),
            End.EXHAUSTED),
        summary);
    assertEquals(List.of(200, 204, 404), List.copyOf(summary.statuses().keySet()));
  }

  @Test
  void countsNothing() {
    Summary summary = Fold.summary().start().finish(End.DEADLINE);
    assertEquals(new Summary(0, Map.of(), Map.of(), 0, 0, Duration.ZERO, End.DEADLINE), summary);
  }

  /** A fold is stateless: the state lives in the accumulator of a run. */
  @Test
  void servesManyRuns() throws InterruptedException {
    for (Fold<?> fold : folds()) {
      Object first = run(fold).result();
      assertEquals(first, run(fold).result());
    }
    Fold<List<Outcome>> fold = Fold.byIndex();
    Fold.Accumulator<List<Outcome>> other = fold.start();
    run(fold);
    assertEquals(List.of(), other.finish(End.EXHAUSTED));
  }

  @Test
  void passesOnWhatACallbackThrows() {
    IllegalStateException thrown = new IllegalStateException("mine");
    Fold<End> fold =
        Fold.forEach(
            outcome -> {
              throw thrown;
            });
    assertSame(thrown, assertThrows(IllegalStateException.class, () -> run(fold)));
  }

  private static List<Fold<?>> folds() {
    return List.of(
        Fold.of(Collectors.toList()),
        Fold.byIndex(),
        Fold.first(Outcome::ok),
        Fold.first(2, Outcome::ok),
        Fold.until(Outcome::ok, Fold.summary()),
        Fold.summary());
  }

  /**
   * A run of the outcomes delivered.
   *
   * @param result what the fold made of them
   * @param steps how many it took in
   */
  private record Run<R extends @Nullable Object>(R result, int steps) {}

  private static <R extends @Nullable Object> Run<R> run(Fold<R> fold) throws InterruptedException {
    Fold.Accumulator<R> accumulator = fold.start();
    int steps = 0;
    for (Outcome outcome : DELIVERED) {
      steps++;
      if (accumulator.step(outcome) == Step.STOP) {
        return new Run<>(accumulator.finish(End.STOPPED), steps);
      }
    }
    return new Run<>(accumulator.finish(End.EXHAUSTED), steps);
  }
}
