package dev.fetchfold.agreement.soak;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.ThreadDump;
import io.vertx.core.json.JsonObject;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One engine through the whole plan, in this JVM, which has nothing else to do. */
final class Soak {
  /** The line of output that has the report. */
  static final String REPORT = "report ";

  /**
   * How much the heap may grow between two measurements at rest. What code, caches and per-thread
   * state come to late is far less; a leak of 60 bytes per fetch of the full plan, or of 90 per
   * origin of its crowd, is more.
   */
  private static final long MARGIN_BYTES = 8 << 20;

  private static final Pattern THREAD = Pattern.compile("#\\d+ \"[^\"]*\"");

  /** What runs and wakes virtual threads, and what answers tools. */
  private static final Pattern OF_THE_JDK =
      Pattern.compile("\"(ForkJoinPool-1-worker-|VirtualThread-|\\w+Poller|Attach Listener)");

  private static final int MAX_CONCURRENCY = 64;
  private static final int MAX_PER_ORIGIN = 4;
  private static final int MORE = 16;

  private static final FetcherConfig CONFIG =
      FetcherConfig.defaults()
          .maxConcurrency(MAX_CONCURRENCY)
          .maxPerOrigin(MAX_PER_ORIGIN)
          .connectTimeout(Duration.ofSeconds(Patience.SECONDS))
          .attemptTimeout(Duration.ofSeconds(Patience.SECONDS))
          .idleTimeout(Duration.ofSeconds(1))
          .retry(
              RetryPolicy.defaults()
                  .maxAttempts(2)
                  .backoff(Duration.ofMillis(1), Duration.ofMillis(2)))
          .resolver(OriginProcess::resolve);

  private final String engine;
  private final Plan plan;
  private final OriginProcess origin;
  private final Faults faults = new Faults();
  private final JsonObject report = new JsonObject();

  private Soak(String engine, Plan plan, OriginProcess origin) {
    this.engine = engine;
    this.plan = plan;
    this.origin = origin;
  }

  /** The engine's name, then the plan. Exit status 1 if anything was wrong. */
  public static void main(String[] args) throws Exception {
    Buffers.watch();
    List<String> arguments = List.of(args);
    try (OriginProcess origin = new OriginProcess()) {
      Plan plan = Plan.of(arguments.subList(1, arguments.size()));
      Soak soak = new Soak(arguments.get(0), plan, origin);
      soak.run();
      soak.faults.sentences().forEach(System.out::println);
      System.out.println(REPORT + soak.report.encode());
      System.exit(soak.faults.count() == 0 ? 0 : 1);
    }
  }

  private void run() throws Exception {
    long start = System.nanoTime();
    report.put("engine", engine).put("seed", plan.seed()).put("fetches", plan.fetches());
    report.put("origins", plan.origins()).put("crowd", plan.crowd());
    try (Fetcher first = Fetchers.open(engine, CONFIG)) {
      new Storm(first, origin, plan, faults).rage(0, 1);
    }
    awaitNoConnection("after the close of the first fetcher");
    Set<String> threads = threads();
    try (Fetcher second = Fetchers.open(engine, CONFIG)) {
      soak(second);
    }
    awaitNoConnection("after the close");
    awaitNoThreadBut(threads);
    Buffers.leaks().forEach(leak -> faults.add("a buffer that nobody has released: " + leak));
    report.put("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    report.put("faults", faults.count());
  }

  private void soak(Fetcher fetcher) throws Exception {
    Storm storm = new Storm(fetcher, origin, plan, faults);
    storm.rage(0, plan.runsToWarmUp());
    long warm = heapAtRest("heapWarm");
    storm.rage(plan.runsToWarmUp(), plan.runs());
    expectFlat("heapAfterStorm", warm);
    expectBound("over all origins", MAX_CONCURRENCY, origin::url, fetcher);
    expectBound("of one origin", MAX_PER_ORIGIN, number -> origin.url(0), fetcher);
    crowd(fetcher);
    expectFlat("heapAfterCrowd", warm);
  }

  /** K2: the storm is over; the bound and more are held, and exactly the bound arrives. */
  private void expectBound(String what, int bound, IntFunction<String> url, Fetcher fetcher)
      throws Exception {
    origin.forgetPeak();
    List<Target> targets =
        IntStream.range(0, bound + MORE)
            .mapToObj(number -> Target.of(url.apply(number) + "/held/" + number))
            .toList();
    CompletableFuture<List<Outcome>> result = fetcher.fetchAsync(Batch.of(targets), Fold.byIndex());
    if (!Patience.await(() -> origin.counts().held() == bound)) {
      faults.add(
          "the bound %s: expected %d at once, was %s".formatted(what, bound, origin.counts()));
    }
    Patience.await(() -> isOpened(result));
    List<Outcome> outcomes = result.get(Patience.SECONDS, TimeUnit.SECONDS);
    faults.expectEqual("the peak " + what, bound, origin.counts().mostHeld());
    faults.expectEqual("all held ones answered", true, outcomes.stream().allMatch(Outcome::ok));
  }

  private boolean isOpened(CompletableFuture<?> result) throws Exception {
    origin.open();
    return result.isDone();
  }

  /** BOUND-08: nothing is kept of an origin that has nothing in flight. */
  private void crowd(Fetcher fetcher) throws Exception {
    Batch batch =
        Batch.from(
            IntStream.range(0, plan.crowd())
                .mapToObj(number -> Target.of(origin.unreachableUrl(number))));
    long unexpected =
        fetcher.fetch(batch, Fold.of(Collectors.filtering(Soak::isReached, Collectors.counting())));
    faults.expectEqual("outcomes of the crowd that are wrong", 0L, unexpected);
  }

  private static boolean isReached(Outcome outcome) {
    Reason expected = outcome.index() % 2 == 0 ? Reason.UNKNOWN_HOST : Reason.CONNECT;
    return switch (outcome) {
      case Failure failure -> failure.reason() != expected;
      case Response response -> true;
    };
  }

  /** When no connection is open any more, since also idle ones need memory. */
  private long heapAtRest(String name) throws Exception {
    awaitNoConnection("at rest");
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    report.put(name, heap).put(name.replace("heap", "direct"), direct());
    return heap;
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Comes to be flat: what belongs to an origin may stay until the idle timeout. */
  private void expectFlat(String name, long before) throws Exception {
    if (!Patience.await(() -> heapAtRest(name) - before <= MARGIN_BYTES)) {
      faults.add(
          "%s: expected at most %d bytes more than %d, was %d"
              .formatted(name, MARGIN_BYTES, before, report.getLong(name)));
    }
  }

  private void awaitNoConnection(String when) throws Exception {
    if (!Patience.await(() -> origin.counts().connections() == 0)) {
      faults.add(when + ": expected no connection, was " + origin.counts());
    }
  }

  /** K4: what is left beyond what a first fetcher has left. */
  private void awaitNoThreadBut(Set<String> threads) throws Exception {
    Set<String> left = new TreeSet<>();
    boolean none =
        Patience.await(
            () -> {
              left.clear();
              left.addAll(threads());
              left.removeAll(threads);
              return left.isEmpty();
            });
    if (!none) {
      faults.add("after the close: expected no further thread, was " + left);
    }
  }

  /** By number and name, but for those of the JDK, which come and go as it likes. */
  private static Set<String> threads() {
    return ThreadDump.threads().stream()
        .map(THREAD::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .filter(thread -> !OF_THE_JDK.matcher(thread).find())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
