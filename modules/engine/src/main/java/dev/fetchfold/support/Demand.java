package dev.fetchfold.support;

/**
 * Sums of what subscribers request: {@code Long.MAX_VALUE} is without end (Reactive Streams §3.17).
 */
final class Demand {
  private Demand() {}

  static long plus(long sum, long n) {
    return n > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + n;
  }

  static long lessOne(long sum) {
    return less(sum, 1);
  }

  static long less(long sum, long n) {
    return sum == Long.MAX_VALUE ? sum : sum - n;
  }
}
