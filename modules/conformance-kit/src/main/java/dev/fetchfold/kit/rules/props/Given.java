package dev.fetchfold.kit.rules.props;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
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
public final class Given {
  /** Longer than any check runs: a limit that shall not decide. */
  public static final Duration NEVER = Duration.ofHours(1);

  /** Long enough for anything of the kit's own, short enough to wait for. */
  public static final Duration SHORT = Duration.ofMillis(200);

  /** Time for something that does not show, to be tried in turn: one success is success (K5). */
  public static final EnoughTime ENOUGH = EnoughTime.from(Duration.ofMillis(20));

  /** Limits to be tried in turn, where one that is kept by a busy machine is success (K5). */
  public static final EnoughTime LONGER_AND_LONGER = EnoughTime.from(Duration.ofMillis(250));

  /** A prime, and so no divisor of the longest moment of a sweep. */
  private static final long STEP_NANOS = 7_919;

  private Given() {}

  /**
   * No retries, and no limit that ends anything while a gate is shut.
   *
   * @return the configuration
   */
  public static FetcherConfig patient() {
    return FetcherConfig.defaults()
        .retry(RetryPolicy.none())
        .connectTimeout(NEVER)
        .attemptTimeout(NEVER)
        .idleTimeout(NEVER);
  }

  /**
   * As {@link #patient()}, with these bounds.
   *
   * @param maxConcurrency attempts at a time
   * @param maxPerOrigin attempts at a time at one origin
   * @return the configuration
   */
  public static FetcherConfig bounds(int maxConcurrency, int maxPerOrigin) {
    return patient().maxConcurrency(maxConcurrency).maxPerOrigin(maxPerOrigin);
  }

  /**
   * Any host is this machine: names for as many origins as a check wants.
   *
   * @param host any name
   * @return the loopback address
   * @throws UnknownHostException never
   */
  public static List<InetAddress> here(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  /**
   * A target whose head shows its index (K6).
   *
   * @param origin who is asked
   * @param path for what
   * @param index its position in the batch
   * @return the target
   */
  public static Target target(OriginServer origin, String path, int index) {
    return Target.of(origin.url(path + "?i=" + index));
  }

  /**
   * Targets whose heads show their indices (K6).
   *
   * @param origin who is asked
   * @param path for what
   * @param count how many
   * @return the targets
   */
  public static List<Target> targets(OriginServer origin, String path, int count) {
    return IntStream.range(0, count).mapToObj(i -> target(origin, path, i)).toList();
  }

  /**
   * A batch of targets whose heads show their indices (K6).
   *
   * @param origin who is asked
   * @param path for what
   * @param count how many
   * @return the batch
   */
  public static Batch batch(OriginServer origin, String path, int count) {
    return Batch.of(targets(origin, path, count));
  }

  /**
   * The moments of a sweep from 0 on, each of them another one, and none far from the others.
   *
   * @param nth which moment
   * @param latestNanos what none of them reaches
   * @return the moment, in nanoseconds
   */
  public static long swept(long nth, long latestNanos) {
    return nth * STEP_NANOS % latestNanos;
  }

  /**
   * Plays a script after a while.
   *
   * @param time how long that is
   * @param script what is played then
   * @return the script with its pause
   */
  public static Script paused(Duration time, Script script) {
    return exchange -> {
      exchange.pause(time);
      script.play(exchange);
    };
  }

  /**
   * Targets that settle at once, without a permit.
   *
   * @param count how many
   * @return the targets
   */
  public static List<Target> invalid(int count) {
    return IntStream.range(0, count).mapToObj(i -> Target.of("nothing to ask for: " + i)).toList();
  }

  /**
   * One of each list in turn, as far as the longest goes.
   *
   * @param lists targets
   * @return a batch of all of them
   */
  public static Batch mixed(Collection<List<Target>> lists) {
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    List<Target> all = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      int at = i;
      lists.stream().filter(list -> at < list.size()).forEach(list -> all.add(list.get(at)));
    }
    return Batch.of(all);
  }

  /**
   * The indices of outcomes.
   *
   * @param outcomes in any order
   * @return their indices in the same order
   */
  public static List<Long> indices(Collection<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::index).toList();
  }

  /**
   * The indices of a batch.
   *
   * @param count of how many targets
   * @return from 0 on, in order
   */
  public static List<Long> upTo(long count) {
    return java.util.stream.LongStream.range(0, count).boxed().toList();
  }

  /**
   * Lets time pass, to give a fetcher time for something, never to prove an absence (K5).
   *
   * @param time how long
   * @throws InterruptedException if the waiting is interrupted
   */
  public static void pass(Duration time) throws InterruptedException {
    boolean counted = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (counted) {
      throw new IllegalStateException("nobody counts this latch down");
    }
  }

  /**
   * Waits for requests.
   *
   * @param ledger what the server saw
   * @param path of which requests
   * @param count how many at least
   * @throws InterruptedException if the waiting is interrupted
   */
  public static void awaitHeads(Ledger ledger, String path, int count) throws InterruptedException {
    ledger.await(count + " heads for " + path, seen -> seen.headCount(path) >= count);
  }

  /**
   * Waits for exchanges that are in flight at the same time.
   *
   * @param ledger what the server saw
   * @param count how many at least
   * @throws InterruptedException if the waiting is interrupted
   */
  public static void awaitInFlight(Ledger ledger, int count) throws InterruptedException {
    ledger.await(count + " exchanges in flight", seen -> seen.inFlight() >= count);
  }

  /**
   * Waits for the end of every connection.
   *
   * @param ledger what the server saw
   * @throws InterruptedException if the waiting is interrupted
   */
  public static void awaitNoConnection(Ledger ledger) throws InterruptedException {
    ledger.await("every connection to end", seen -> seen.openConnections() == 0);
  }
}
