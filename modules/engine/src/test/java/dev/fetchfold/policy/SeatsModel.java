package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.url.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The naive book-keeping that {@link Seats} is compared with: two lists and scans. */
final class SeatsModel {
  private static final int ORIGINS = 5;

  /** Who waits or holds a permit, and where; two of one origin and number are equal. */
  private record Guest(Origin origin, int number) {}

  private final int maxConcurrency;
  private final int maxPerOrigin;
  private final Seats<Guest> seats;
  private final List<Guest> waiting = new ArrayList<>();
  private final List<Guest> seated = new ArrayList<>();
  private int numbers;

  SeatsModel(int maxConcurrency, int maxPerOrigin) {
    this.maxConcurrency = maxConcurrency;
    this.maxPerOrigin = maxPerOrigin;
    this.seats = new Seats<>(maxConcurrency, maxPerOrigin);
  }

  void act(Random random) {
    int dice = random.nextInt(10);
    if (dice < 5) {
      offer(new Origin("http", "host" + random.nextInt(ORIGINS), 80));
    } else if (dice < 9 && !seated.isEmpty()) {
      release(seated.remove(random.nextInt(seated.size())));
    } else if (!waiting.isEmpty()) {
      withdraw(waiting.remove(random.nextInt(waiting.size())));
    }
    check();
  }

  /** Everybody goes in the end, and nothing is left behind. */
  void drain() {
    while (!seated.isEmpty()) {
      release(seated.removeFirst());
      check();
    }
    assertTrue(waiting.isEmpty());
    assertEquals(0, seats.origins());
  }

  private void offer(Origin origin) {
    Guest guest = new Guest(origin, numbers++);
    waiting.add(guest);
    seat(seats.offer(origin, guest));
  }

  private void release(Guest guest) {
    seat(seats.release(guest.origin()));
  }

  private void withdraw(Guest guest) {
    assertTrue(seats.withdraw(guest.origin(), guest));
  }

  private void seat(List<Guest> granted) {
    for (Guest guest : granted) {
      Guest first = first(guest.origin());
      assertSame(first, guest, "the first of an origin goes first");
      waiting.remove(guest);
      seated.add(guest);
    }
  }

  private Guest first(Origin origin) {
    return waiting.stream()
        .filter(guest -> guest.origin().equals(origin))
        .findFirst()
        .orElseThrow();
  }

  private void check() {
    assertTrue(seated.size() <= maxConcurrency, "too many in all");
    assertTrue(seated.stream().allMatch(guest -> out(guest.origin()) <= maxPerOrigin));
    boolean someCouldGo = waiting.stream().anyMatch(guest -> out(guest.origin()) < maxPerOrigin);
    assertTrue(seated.size() == maxConcurrency || !someCouldGo, "somebody waits for nothing");
    assertEquals(seated.size(), seats.inFlight());
    assertEquals(waiting.size(), seats.waiting());
    assertEquals(origins(), seats.origins());
  }

  private long out(Origin origin) {
    return seated.stream().filter(guest -> guest.origin().equals(origin)).count();
  }

  private long origins() {
    List<Guest> all = new ArrayList<>(seated);
    all.addAll(waiting);
    return all.stream().map(Guest::origin).distinct().count();
  }
}
