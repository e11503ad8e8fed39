package dev.fetchfold.agreement.soak;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What was wrong: the first hundred sentences, and how many there were. Thread-safe. */
final class Faults {
  private static final int KEPT = 100;

  private final ConcurrentLinkedQueue<String> sentences = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  void add(String sentence) {
    if (count.incrementAndGet() <= KEPT) {
      sentences.add(sentence);
    }
  }

  void expectEqual(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      add("%s: expected %s, was %s".formatted(what, expected, actual));
    }
  }

  int count() {
    return count.get();
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
