package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One after another, whoever adds. */
final class SerialTest {
  private final List<Integer> done = new ArrayList<>();

  @Test
  void whatATaskAddsIsDoneAfterIt() {
    Serial serial = new Serial(Runnable::run);
    serial.execute(
        () -> {
          serial.execute(() -> done.add(2));
          done.add(1);
        });
    assertEquals(List.of(1, 2), done);
  }

  /** BOUND-04. */
  @Test
  void tasksThatAddTasksDoNotRecurse() {
    Serial serial = new Serial(Runnable::run);
    AtomicInteger left = new AtomicInteger(100_000);
    serial.execute(() -> addNext(serial, left));
    assertEquals(0, left.get());
  }

  private static void addNext(Serial serial, AtomicInteger left) {
    if (left.decrementAndGet() > 0) {
      serial.execute(() -> addNext(serial, left));
    }
  }

  @Test
  void executorIsAskedOnceForAllThatThereIs() {
    Queue<Runnable> asked = new ArrayDeque<>();
    Serial serial = new Serial(asked::add);
    serial.execute(() -> done.add(1));
    serial.execute(() -> done.add(2));
    assertEquals(1, asked.size());
    asked.remove().run();
    assertEquals(List.of(1, 2), done);
    serial.execute(() -> done.add(3));
    asked.remove().run();
    assertEquals(List.of(1, 2, 3), done);
  }

  /** The list is not thread-safe: only a serial use of it counts right. */
  @Test
  void threadsThatAddAtOnceAreServedOneAfterAnother() throws Exception {
    Serial serial = new Serial(Runnable::run);
    CountDownLatch all = new CountDownLatch(8_000);
    Runnable add =
        () -> {
          done.add(1);
          all.countDown();
        };
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(i -> Thread.ofPlatform().start(() -> addThousand(serial, add)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    all.await();
    assertEquals(8_000, done.size());
  }

  private static void addThousand(Serial serial, Runnable task) {
    for (int i = 0; i < 1_000; i++) {
      serial.execute(task);
    }
  }
}
