package dev.fetchfold.kit.rules;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.origin.DeadEnd;
import dev.fetchfold.kit.origin.Ledger;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What many checks begin with. */
final class Given {
  /** Longer than any check runs: a limit that shall not decide. */
  static final Duration NEVER = Duration.ofHours(1);

  /** Time for something that does not show, to be tried in turn: one success is success (K5). */
  static final EnoughTime ENOUGH = EnoughTime.from(Duration.ofMillis(20));

  /** Limits to be tried in turn, where one that is kept by a busy machine is success (K5). */
  static final EnoughTime LONGER_AND_LONGER = EnoughTime.from(Duration.ofMillis(250));

  /** A prime, and so no divisor of the longest moment of a sweep. */
  private static final long STEP_NANOS = 7_919;

  private Given() {}

  /** No retries, and no limit that ends anything while a gate is shut. */
  static FetcherConfig patient() {
    return FetcherConfig.defaults()
        .retry(RetryPolicy.none())
        .connectTimeout(NEVER)
        .attemptTimeout(NEVER)
        .idleTimeout(NEVER);
  }

  static FetcherConfig bounds(int maxConcurrency, int maxPerOrigin) {
    return patient().maxConcurrency(maxConcurrency).maxPerOrigin(maxPerOrigin);
  }

  /** Any host is this machine: names for as many origins as a check wants. */
  static List<InetAddress> here(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  /** A target whose head shows its index (K6). */
  static Target target(OriginServer origin, String path, int index) {
    return Target.of(origin.url(path + "?i=" + index));
  }

  static List<Target> targets(OriginServer origin, String path, int count) {
    return IntStream.range(0, count).mapToObj(i -> target(origin, path, i)).toList();
  }

  static Batch batch(OriginServer origin, String path, int count) {
    return Batch.of(targets(origin, path, count));
  }

  /** The moments of a sweep from 0 on, each of them another one, and none far from the others. */
  static long swept(long nth, long latestNanos) {
    return nth * STEP_NANOS % latestNanos;
  }

  /** Plays a script after a while. */
  static Script paused(Duration time, Script script) {
    return exchange -> {
      exchange.pause(time);
      script.play(exchange);
    };
  }

  /** Targets that settle at once, without a permit. */
  static List<Target> invalid(int count) {
    return IntStream.range(0, count).mapToObj(i -> Target.of("nothing to ask for: " + i)).toList();
  }

  /** One of each list in turn, as far as the longest goes. */
  static Batch mixed(Collection<List<Target>> lists) {
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    List<Target> all = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      int at = i;
      lists.stream().filter(list -> at < list.size()).forEach(list -> all.add(list.get(at)));
    }
    return Batch.of(all);
  }

  static Target refused(DeadEnd deadEnd, int index) {
    return Target.of(deadEnd.url("/?i=" + index));
  }

  static List<Long> indices(Collection<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::index).toList();
  }

  static List<Long> upTo(long count) {
    return java.util.stream.LongStream.range(0, count).boxed().toList();
  }

  /** Lets time pass, to give a fetcher time for something, never to prove an absence (K5). */
  static void pass(Duration time) throws InterruptedException {
    boolean counted = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (counted) {
      throw new IllegalStateException("nobody counts this latch down");
    }
  }

  static void awaitHeads(Ledger ledger, String path, int count) throws InterruptedException {
    ledger.await(count + " heads for " + path, seen -> seen.headCount(path) >= count);
  }

  static void awaitInFlight(Ledger ledger, int count) throws InterruptedException {
    ledger.await(count + " exchanges in flight", seen -> seen.inFlight() >= count);
  }

  static void awaitNoConnection(Ledger ledger) throws InterruptedException {
    ledger.await("every connection to end", seen -> seen.openConnections() == 0);
  }
}
