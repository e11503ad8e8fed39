package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Target A = Target.of("http://a/");
  private static final Target B = Target.of("http://b/");

  @Test
  void knowsItsTargets() {
    assertEquals(List.of(A, B), known(Batch.of(A, B)));
    assertEquals(List.of(A, B), known(Batch.of(List.of(A, B))));
    assertEquals(List.of("x", "y"), known(Batch.urls("x", "y")).stream().map(Target::url).toList());
    assertEquals(List.of(), known(Batch.of()));
  }

  @Test
  void copiesItsTargets() {
    List<Target> targets = new ArrayList<>(List.of(A));
    Batch batch = Batch.of(targets);
    targets.add(B);
    assertEquals(List.of(A), known(batch));
    assertThrows(NullPointerException.class, () -> Batch.of(Arrays.asList(A, null)));
  }

  @Test
  void begins() {
    Batch batch = Batch.of(A);
    assertEquals(Order.AS_COMPLETED, batch.order());
    assertEquals(Optional.empty(), batch.within());
    assertEquals(OptionalInt.empty(), batch.window());
    assertEquals("Batch[1 targets, AS_COMPLETED]", batch.toString());
  }

  @Test
  void keepsWhatItIsGiven() {
    Batch plain = Batch.from(List.of(A));
    Batch batch = plain.inOrder().within(Duration.ofSeconds(1)).window(5);
    assertEquals(Order.IN_ORDER, batch.order());
    assertEquals(Optional.of(Duration.ofSeconds(1)), batch.within());
    assertEquals(OptionalInt.of(5), batch.window());
    assertSame(plain.source(), batch.source());
    assertEquals(Order.AS_COMPLETED, batch.asCompleted().order());
    assertEquals(OptionalInt.of(5), batch.asCompleted().window());
    assertNotSame(plain, batch);
    assertEquals(Optional.empty(), plain.within());
    assertEquals("Batch[lazy targets, IN_ORDER, within PT1S]", batch.toString());
  }

  /** BATCH-06. */
  @Test
  void refusesWhatCannotBeMeant() {
    Batch batch = Batch.of(A);
    assertEquals(
        "window is 0, expected 1 or more",
        assertThrows(IllegalArgumentException.class, () -> batch.window(0)).getMessage());
    assertEquals(
        "within is PT0S, expected a duration of more than zero",
        assertThrows(IllegalArgumentException.class, () -> batch.within(Duration.ZERO))
            .getMessage());
  }

  @Test
  void iteratesLazilyAndAgain() {
    AtomicInteger iterators = new AtomicInteger();
    Iterable<Target> targets =
        () -> {
          iterators.incrementAndGet();
          return List.of(A, B).iterator();
        };
    Batch batch = Batch.from(targets);
    assertEquals(0, iterators.get());
    for (int run = 1; run <= 3; run++) {
      lazy(batch).claim();
      assertSame(A, lazy(batch).iterator().next());
      assertEquals(run, iterators.get());
    }
  }

  /** BATCH-07. */
  @Test
  void servesOneRunOfAStream() {
    Source.Lazy source = lazy(Batch.from(Stream.of(A)));
    source.claim();
    assertSame(A, source.iterator().next());
    IllegalStateException refused = assertThrows(IllegalStateException.class, source::claim);
    assertEquals(
        "the batch stands on a one-shot source that has been run, expected a new batch",
        refused.getMessage());
  }

  private static Source.Lazy lazy(Batch batch) {
    return assertInstanceOf(Source.Lazy.class, batch.source());
  }

  private static List<Target> known(Batch batch) {
    return assertInstanceOf(Source.Known.class, batch.source()).targets();
  }
}
