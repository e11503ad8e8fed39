package dev.fetchfold;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.support.Runs;
import dev.fetchfold.support.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
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
  void iteratesLazilyAndAgain() throws Exception {
    AtomicInteger iterators = new AtomicInteger();
    Iterable<Target> targets =
        () -> {
          iterators.incrementAndGet();
          return List.of(A, B).iterator();
        };
    Batch batch = Batch.from(targets);
    assertEquals(0, iterators.get());
    for (int run = 1; run <= 3; run++) {
      try (Targets taken = targets(batch)) {
        assertSame(A, requireNonNull(taken.next()).target());
      }
      assertEquals(run, iterators.get());
    }
  }

  /** BATCH-07. */
  @Test
  void servesOneRunOfAStream() {
    AtomicInteger closed = new AtomicInteger();
    Batch batch = Batch.from(Stream.of(A).onClose(closed::incrementAndGet));
    try (Targets taken = targets(batch)) {
      assertSame(A, requireNonNull(taken.next()).target());
    }
    assertEquals(1, closed.get());
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> targets(batch));
    assertEquals(
        "the batch stands on a one-shot source that has been run, expected a new batch",
        refused.getMessage());
  }

  @Test
  void closesAnIterableThatCanBeClosedAfterItsOneRun() {
    CloseableIterable iterable = new CloseableIterable();
    Batch batch = Batch.from(iterable);
    Targets neverAsked = targets(batch);
    neverAsked.close();
    neverAsked.close();
    assertEquals(1, iterable.closed);
    assertThrows(IllegalStateException.class, () -> targets(batch));
  }

  @Test
  void closesTheIteratorOfEachRun() {
    List<CloseableIterator> iterators = new ArrayList<>();
    Iterable<Target> iterable =
        () -> {
          iterators.add(new CloseableIterator());
          return iterators.getLast();
        };
    Batch batch = Batch.from(iterable);
    for (int run = 0; run < 2; run++) {
      try (Targets taken = targets(batch)) {
        taken.next();
      }
      assertEquals(1, iterators.get(run).closed);
    }
  }

  @Test
  void takesTheWindowOfTheFetcherUnlessItHasItsOwn() {
    FetcherConfig config = FetcherConfig.defaults().window(7);
    assertEquals(7, config.window(Batch.of(A)));
    assertEquals(9, config.window(Batch.of(A).window(9)));
  }

  private static Targets targets(Batch batch) {
    return new Targets(batch.source(), new Runs(() -> CompletableFuture.completedFuture(null)));
  }

  private static List<Target> known(Batch batch) {
    return assertInstanceOf(Source.Known.class, batch.source()).targets();
  }

  private static final class CloseableIterable implements Iterable<Target>, AutoCloseable {
    private int closed;

    @Override
    public Iterator<Target> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static final class CloseableIterator implements Iterator<Target>, AutoCloseable {
    private int closed;

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Target next() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
