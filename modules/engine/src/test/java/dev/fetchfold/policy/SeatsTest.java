package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.url.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeatsTest {
  private static final Origin A = new Origin("http", "a", 80);
  private static final Origin B = new Origin("http", "b", 80);
  private static final Origin C = new Origin("http", "c", 80);

  /** Equal to every other one, so that only identity tells two waiters apart. */
  private record Waiter() {}

  @Test
  void grantsAtOnceWhileThereIsRoom() {
    Seats<String> seats = new Seats<>(2, 2);
    assertEquals(List.of("1"), seats.offer(A, "1"));
    assertEquals(List.of("2"), seats.offer(A, "2"));
    assertEquals(List.of(), seats.offer(A, "3"));
    assertEquals(2, seats.inFlight());
    assertEquals(1, seats.waiting());
  }

  /** BOUND-03. */
  @Test
  void aFullOriginHoldsNobodyElseUp() {
    Seats<String> seats = new Seats<>(4, 1);
    seats.offer(A, "a1");
    for (int i = 2; i <= 50; i++) {
      assertEquals(List.of(), seats.offer(A, "a" + i));
    }
    assertEquals(List.of("b1"), seats.offer(B, "b1"));
    assertEquals(List.of("c1"), seats.offer(C, "c1"));
  }

  @Test
  void originsTakeTurns() {
    Seats<String> seats = new Seats<>(1, 1);
    seats.offer(C, "first");
    for (int i = 1; i <= 2; i++) {
      seats.offer(A, "a" + i);
      seats.offer(B, "b" + i);
    }
    List<String> order = new ArrayList<>();
    Origin last = C;
    while (seats.waiting() > 0) {
      String granted = seats.release(last).getFirst();
      order.add(granted);
      last = granted.startsWith("a") ? A : B;
    }
    assertEquals(List.of("a1", "b1", "a2", "b2"), order);
  }

  @Test
  void comparesWaitersByIdentity() {
    Seats<Waiter> seats = new Seats<>(1, 1);
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    Waiter third = new Waiter();
    seats.offer(A, first);
    seats.offer(A, second);
    seats.offer(A, third);
    assertFalse(seats.withdraw(A, new Waiter()));
    assertTrue(seats.withdraw(A, third));
    assertSame(second, seats.release(A).getFirst());
  }

  @Test
  void withdrawsOnlyWhoWaits() {
    Seats<String> seats = new Seats<>(1, 1);
    seats.offer(A, "granted");
    seats.offer(B, "waits");
    assertFalse(seats.withdraw(A, "granted"));
    assertFalse(seats.withdraw(C, "never offered"));
    assertFalse(seats.withdraw(A, "waits"));
    assertTrue(seats.withdraw(B, "waits"));
    assertFalse(seats.withdraw(B, "waits"));
    assertEquals(List.of(), seats.release(A));
    assertEquals(0, seats.origins());
  }

  @Test
  void refusesWhatNoCallerMayDo() {
    Seats<String> seats = new Seats<>(1, 1);
    assertThrows(IllegalStateException.class, () -> seats.release(A));
    seats.offer(A, "1");
    String waiter = "2";
    seats.offer(A, waiter);
    assertThrows(IllegalArgumentException.class, () -> seats.offer(A, waiter));
    assertThrows(IllegalStateException.class, () -> seats.release(B));
    seats.release(A);
    seats.release(A);
    assertThrows(IllegalStateException.class, () -> seats.release(A));
    assertEquals(0, seats.origins());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 8"})
  void refusesBoundsBelowOne(int maxConcurrency, int maxPerOrigin) {
    assertThrows(
        IllegalArgumentException.class, () -> new Seats<String>(maxConcurrency, maxPerOrigin));
  }

  /** BOUND-08. */
  @Test
  void forgetsOriginsThatAreDone() {
    Seats<String> seats = new Seats<>(4, 2);
    for (int i = 0; i < 2_000; i++) {
      Origin origin = new Origin("http", "host" + i, 80);
      seats.offer(origin, "w");
      seats.release(origin);
    }
    assertEquals(0, seats.origins());
  }

  /** BOUND-01, BOUND-02, BOUND-03, BOUND-09, CANCEL-04, against a model that scans. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void agreesWithTheModel(long seed) {
    Random random = new Random(seed);
    SeatsModel model = new SeatsModel(1 + random.nextInt(6), 1 + random.nextInt(4));
    for (int step = 0; step < 5_000; step++) {
      model.act(random);
    }
    model.drain();
  }
}
