package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is taken of a source, and that it is opened and closed once (BATCH-01, BATCH-07). */
class TargetsTest {
  private static final Target A = Target.of("http://a/");
  private static final Target B = Target.of("http://b/");

  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final List<String> events = new ArrayList<>();

  @Test
  void targetsHaveTheirPositionAndTheTimeOfTheirTaking() {
    Targets targets = targets(Batch.of(A, B, A));
    long before = System.nanoTime();
    Taken first = next(targets);
    long after = System.nanoTime();
    assertEquals(new Taken(0, A, first.nanoTime()), first);
    assertTrue(first.nanoTime() - before >= 0 && after - first.nanoTime() >= 0);
    assertSame(B, next(targets).target());
    assertEquals(2, next(targets).index());
    assertNull(targets.next());
    assertNull(targets.next());
  }

  @Test
  void onlyACollectionIsKnown() {
    assertTrue(targets(Batch.of(A)).known());
    assertFalse(targets(Batch.from(Stream.of(A))).known());
    Iterable<Target> iterable = () -> List.of(A).iterator();
    assertFalse(targets(Batch.from(iterable)).known());
  }

  @Test
  void aStreamServesOneRun() {
    Batch batch = Batch.from(Stream.of(A));
    assertSame(A, next(targets(batch)).target());
    assertThrows(IllegalStateException.class, () -> targets(batch));
  }

  @Test
  void anIterableIsIteratedAnewByEachRun() {
    Batch batch =
        Batch.from(
            () -> {
              events.add("iterator");
              return List.of(A, B).iterator();
            });
    assertEquals(List.of(), events);
    for (int run = 1; run <= 3; run++) {
      assertSame(A, next(targets(batch)).target());
      assertEquals(run, events.size());
    }
  }

  /** BATCH-04. */
  @Test
  void aNullNamesItsPosition() {
    Targets targets = targets(Batch.from(Arrays.asList(A, null).stream()));
    assertSame(A, next(targets).target());
    assertEquals(
        "the source yielded null at 1",
        assertThrows(NullPointerException.class, targets::next).getMessage());
  }

  @Test
  void aStreamIsClosedOnceAlsoIfItWasNeverAsked() {
    Targets targets = targets(Batch.from(Stream.of(A).onClose(() -> events.add("closed"))));
    targets.close();
    targets.close();
    assertEquals(List.of("closed"), events);
  }

  @Test
  void anIteratorThatCanBeClosedIsClosedOnceItWasOpened() {
    Targets targets = targets(Batch.from(Closeable::new));
    targets.close();
    assertEquals(List.of(), events);
    assertSame(A, next(targets).target());
    targets.close();
    targets.close();
    assertEquals(List.of("iterator closed"), events);
  }

  @Test
  void anOwnerIsClosedInPlaceOfItsIterator() {
    Targets targets = targets(Batch.from(new Owner()));
    assertSame(A, next(targets).target());
    targets.close();
    assertEquals(List.of("owner closed"), events);
  }

  @Test
  void anOwnerServesOneRunAlsoIfThatNeverAsked() {
    Batch batch = Batch.from(new Owner());
    Targets neverAsked = targets(batch);
    neverAsked.close();
    neverAsked.close();
    assertEquals(List.of("owner closed"), events);
    assertThrows(IllegalStateException.class, () -> targets(batch));
  }

  @Test
  void theIteratorOfEachRunIsClosed() {
    Batch batch = Batch.from(Closeable::new);
    for (int run = 1; run <= 2; run++) {
      try (Targets targets = targets(batch)) {
        assertSame(A, next(targets).target());
      }
      assertEquals(run, events.size());
    }
  }

  @Test
  void whatClosingThrowsGoesToTheLog() {
    Runnable thrower =
        () -> {
          events.add("closed");
          throw new IllegalStateException("for a test");
        };
    Targets targets = targets(Batch.from(Stream.of(A).onClose(thrower)));
    targets.close();
    assertEquals(List.of("closed"), events);
  }

  /** CLOSE-01: a source is a callback, while it is asked and no longer. */
  @Test
  void aSourceMayCloseItsFetcher() throws Exception {
    Runs.Member running = () -> {};
    runs.begin(running);
    Iterable<Target> closing =
        () -> {
          runs.close(); // which would wait for ever elsewhere
          return List.of(A).iterator();
        };
    Targets targets = targets(Batch.from(closing));
    assertSame(A, next(targets).target());
    Thread main = Thread.currentThread();
    Thread other = Thread.ofPlatform().start(() -> endWhenWaiting(main, running));
    runs.close();
    assertEquals(List.of("ended"), events);
    other.join();
  }

  private void endWhenWaiting(Thread thread, Runs.Member running) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    events.add("ended");
    runs.end(running);
  }

  /** An iterator that is closed by who opened it. */
  private final class Closeable implements Iterator<Target>, AutoCloseable {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Target next() {
      return A;
    }

    @Override
    public void close() {
      events.add("iterator closed");
    }
  }

  /** An iterable that is closed itself. */
  private final class Owner implements Iterable<Target>, AutoCloseable {
    @Override
    public Iterator<Target> iterator() {
      return new Closeable();
    }

    @Override
    public void close() {
      events.add("owner closed");
    }
  }

  private Targets targets(Batch batch) {
    return new Targets(batch.source(), runs);
  }

  private static Taken next(Targets targets) {
    return Objects.requireNonNull(targets.next());
  }
}
