package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_01;
import static dev.fetchfold.kit.Rule.BOUND_02;
import static dev.fetchfold.kit.Rule.BOUND_03;
import static dev.fetchfold.kit.Rule.BOUND_06;
import static dev.fetchfold.kit.Rule.BOUND_08;
import static dev.fetchfold.kit.Rule.BOUND_09;

import dev.fetchfold.Batch;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** BOUND-01 to -03, -06, -08 and -09: how many at once, and who comes next. */
final class BoundChecks {
  private static final int WINDOW = 64;
  private static final int WAITERS = 6;

  @Observes(BOUND_01)
  void theBoundIsReachedAndHolds(Trial trial) throws Exception {
    trial.checkFirst("whether the bound is counted per run, or a permit is handed on too early");
    Gated gated = new Gated(trial, 3);
    Fetcher fetcher = trial.open(Given.bounds(6, 3));
    List<Run> runs = new ArrayList<>();
    for (Face face : trial.subject().faces()) {
      runs.add(trial.run(face, fetcher, gated.batch(4)));
    }
    gated.expectSteady(trial, 6, 4);
    for (Run run : runs) {
      trial.expectEqual("outcomes", 12, run.awaitAll().size());
    }
    trial.expectEqual("peak in flight", 6, gated.ledger.peak());
  }

  @Observes(BOUND_01)
  void theBoundIsReachedWhereOneOriginWaits(Trial trial) throws Exception {
    Gated gated = new Gated(trial, 2);
    Fetcher fetcher = trial.open(Given.bounds(5, 4));
    List<Target> targets = new ArrayList<>(Given.targets(gated.origins.get(0), "/g", 9));
    targets.addAll(Given.targets(gated.origins.get(1), "/g", 3));
    Run run = trial.run(fetcher, Batch.of(targets));
    gated.expectSteady(trial, 5, 0);
    run.awaitAll();
    trial.expectEqual("peak in flight", 5, gated.ledger.peak());
  }

  @Observes(BOUND_02)
  void theBoundOfAnOriginIsReachedAndHolds(Trial trial) throws Exception {
    trial.checkFirst("what makes two targets the same origin");
    Gated gated = new Gated(trial, 3);
    Run run = trial.run(trial.open(Given.bounds(64, 2)), gated.batch(6));
    gated.expectSteady(trial, 6, 3);
    run.awaitAll();
    for (OriginServer origin : gated.origins) {
      int peak = gated.ledger.peak(head -> head.port() == origin.port());
      trial.expectEqual("peak in flight at port " + origin.port(), 2, peak);
    }
  }

  @Observes(BOUND_02)
  void anOriginHasManySpellings(Trial trial) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().otherwise(Script.gated(gate, Script.text("ok")));
    Fetcher fetcher = trial.open(Given.bounds(64, 2).resolver(Given::here));
    String tail = "://%s:" + origin.port() + "/g";
    List<String> urls =
        List.of("http" + tail, "HTTP" + tail, "http" + tail, "Http" + tail, "hTTp" + tail);
    List<String> hosts = List.of("one.test", "ONE.test", "One.Test", "one.TEST", "one.test");
    List<String> spelled =
        IntStream.range(0, 5).mapToObj(i -> String.format(urls.get(i), hosts.get(i))).toList();
    Run run = trial.run(fetcher, Batch.urls(spelled));
    Given.awaitInFlight(origin.ledger(), 2);
    gate.open();
    trial.expect(run.awaitAll().stream().allMatch(Outcome::ok), "5 responses", run.delivered());
    trial.expectEqual("peak in flight", 2, origin.ledger().peak());
  }

  /** Origins that share a ledger and a gate. */
  private static final class Gated {
    private final Gate gate = new Gate();
    private final List<OriginServer> origins;
    private final Ledger ledger;

    Gated(Trial trial, int count) {
      origins = trial.origins(count);
      origins.forEach(origin -> origin.otherwise(Script.gated(gate, Script.text("ok"))));
      ledger = origins.get(0).ledger();
    }

    Batch batch(int each) {
      return Given.mixed(origins.stream().map(o -> Given.targets(o, "/g", each)).toList());
    }

    /**
     * The bound is reached, and each reply is followed by one new head, as long as no origin can
     * have run out of targets.
     */
    void expectSteady(Trial trial, int bound, int replies) throws InterruptedException {
      for (int heads = bound; heads <= bound + replies; heads++) {
        int expected = heads;
        ledger.await(heads + " heads", seen -> seen.headCount() >= expected);
        trial.expectEqual("heads", heads, ledger.headCount());
        if (heads < bound + replies) {
          gate.permit(1);
        }
      }
      gate.open();
    }
  }

  @Observes(BOUND_03)
  void aLiveOriginDoesNotWaitForAHeldOne(Trial trial) throws Exception {
    trial.checkFirst("which permit is waited for while the other one is held");
    HangingOrigin held = new HangingOrigin(trial);
    OriginServer live = trial.origin().otherwise(Script.text("live"));
    List<Target> targets = new ArrayList<>(held.targets(50));
    targets.addAll(Given.targets(live, "/live", 10));
    Run run = trial.run(trial.open(Given.bounds(8, 4)), Batch.of(targets));
    run.awaitDelivered(10);
    trial.expect(run.delivered().stream().allMatch(o -> o.index() >= 50), "the live ones", run);
    held.awaitHeads(4); // they come when they come, and hold nobody up
    trial.expectEqual("peak at the held origin", 4, held.ledger().peak());
  }

  @Observes(BOUND_03)
  void aRunDoesNotWaitForTheHeldOriginOfAnother(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    OriginServer live = trial.origin().otherwise(Script.text("live"));
    Fetcher fetcher = trial.open(Given.bounds(8, 4));
    trial.run(fetcher, Batch.of(held.targets(50)));
    held.awaitHeads(4);
    trial.expectEqual("outcomes", 10, fetcher.fetch(Given.batch(live, "/live", 10)).size());
  }

  @Observes(BOUND_03)
  void aLiveOriginDoesNotWaitForANameThatIsBeingResolved(Trial trial) throws Exception {
    trial.checkFirst("how many threads resolve names");
    OriginServer live = trial.origin().otherwise(Script.text("live"));
    CountDownLatch resolved = new CountDownLatch(1);
    trial.keep(resolved::countDown);
    FetcherConfig config = Given.bounds(8, 4).resolver(host -> slowly(resolved, host));
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      targets.add(Target.of(live.url("dead.test", "/dead?i=" + i)));
    }
    targets.addAll(Given.targets(live, "/live", 10));
    Run run = trial.run(trial.open(config), Batch.of(targets));
    run.awaitDelivered(10);
    trial.expectEqual("live heads", 10, live.ledger().headCount("/live"));
  }

  private static List<InetAddress> slowly(CountDownLatch resolved, String host)
      throws UnknownHostException {
    if (host.equals("dead.test")) {
      try {
        resolved.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    return Given.here(host);
  }

  @Observes(BOUND_06)
  void waitingForARetryHoldsNoPermit(Trial trial) throws Exception {
    RetryPolicy hours =
        RetryPolicy.defaults()
            .maxAttempts(2)
            .backoff(Duration.ofHours(5), Duration.ofHours(5))
            .random(() -> 0.9);
    expectOvertaken(trial, hours, Script.status(503));
  }

  @Observes(BOUND_06)
  void waitingAsLongAsTheReplyAsksHoldsNoPermit(Trial trial) throws Exception {
    RetryPolicy hours = RetryPolicy.defaults().retryAfterCap(Duration.ofHours(5));
    Script later = Script.status(503, Headers.of("Retry-After", "3600"));
    expectOvertaken(trial, hours, later);
  }

  @Observes(BOUND_06)
  void waitingToBeginHoldsNoPermit(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Target later = Given.target(origin, "/later", 0).after(Duration.ofHours(1));
    Batch batch = Batch.of(later, Given.target(origin, "/now", 1));
    Run run = trial.run(trial.open(Given.bounds(1, 1)), batch);
    run.awaitDelivered(1);
    trial.expectEqual("delivered", List.of(1L), Given.indices(run.delivered()));
  }

  /**
   * The others are yielded one by one, each when the one before it was delivered, so that one of
   * them comes when the one that waits has had every chance to take the permit.
   */
  private static void expectOvertaken(Trial trial, RetryPolicy retry, Script first)
      throws InterruptedException {
    OriginServer origin = trial.origin().on("/slow", first).on("/next", Script.text("next"));
    CompletableFuture<Run> self = new CompletableFuture<>();
    Feed feed = Feed.of(6, index -> overtaking(origin, self, index));
    Run run = trial.run(trial.open(Given.bounds(1, 1).retry(retry)), feed.batch());
    self.complete(run);
    run.awaitDelivered(5);
    trial.expectEqual("delivered", List.of(1L, 2L, 3L, 4L, 5L), Given.indices(run.delivered()));
    trial.expectEqual("heads of the one that waits", 1, origin.ledger().headCount("/slow"));
  }

  private static Target overtaking(OriginServer origin, CompletableFuture<Run> self, int index)
      throws Exception {
    if (index == 0) {
      return Given.target(origin, "/slow", 0);
    }
    Given.awaitHeads(origin.ledger(), "/slow", 1);
    self.get().awaitDelivered(index - 1);
    return Given.target(origin, "/next", index);
  }

  @Observes(BOUND_08)
  void manyOriginsLeaveNoConnection(Trial trial) throws Exception {
    trial.checkFirst("what a pool keeps per origin, and what closes idle connections");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    FetcherConfig config =
        Given.patient().resolver(Given::here).idleTimeout(Duration.ofMillis(200));
    Fetcher fetcher = trial.open(config);
    for (int visit = 1; visit <= 2; visit++) {
      List<Outcome> outcomes = fetcher.fetch(Batch.urls(names(origin, 2_000)));
      long responses = outcomes.stream().filter(Outcome::ok).count();
      trial.expectEqual("responses at visit " + visit, 2_000L, responses);
      Given.awaitNoConnection(origin.ledger());
    }
  }

  private static List<String> names(OriginServer origin, int count) {
    return IntStream.range(0, count).mapToObj(i -> origin.url("o" + i + ".test", "/")).toList();
  }

  @Observes(BOUND_09)
  void anEndlessRunStarvesNobody(Trial trial) throws Exception {
    trial.checkFirst("who gets a permit that is given back: the longest waiter, or whoever asks");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Feed endless = Feed.endless(trial, i -> Given.target(origin, "/endless", i));
    for (int run = 0; run < 3; run++) {
      trial.run(fetcher, endless.batch().window(8));
    }
    Given.awaitHeads(origin.ledger(), "/endless", 10);
    for (int i = 0; i < 5; i++) {
      Outcome outcome = fetcher.fetch(Given.target(origin, "/one", i));
      trial.expect(outcome.ok(), "a response", outcome);
    }
  }

  /**
   * Whoever is taken after another target began to wait may not overtake it. When it began to wait
   * does not show, so it is given time for that (K5): one success is success.
   */
  @Observes(BOUND_09)
  void laterTargetsDoNotOvertake(Trial trial) throws Exception {
    trial.checkFirst("whether a permit that is given back can be taken by one who did not wait");
    List<Integer> overtaken = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      overtaken.add(overtakers(trial, enough));
    }
    boolean fair = overtaken.stream().anyMatch(heads -> heads < WINDOW);
    String expected = "at most " + (WINDOW - 1) + " heads, of targets that waited before";
    trial.expect(fair, expected, overtaken);
  }

  /** How many heads of an endless run come before that of a target that waits beside it. */
  private static int overtakers(Trial trial, Duration enough) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/endless", Script.gated(gate, Script.text("ok")));
    origin.on("/one", Script.text("one"));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Feed endless = Feed.endless(trial, i -> Given.target(origin, "/endless", i));
    Run run = trial.run(fetcher, endless.batch().window(WINDOW));
    Given.awaitHeads(origin.ledger(), "/endless", 1);
    Run one = trial.run(fetcher, Batch.of(Given.target(origin, "/one", 0)));
    Given.pass(enough);
    gate.open();
    one.awaitAll();
    run.cancel();
    List<String> paths = origin.ledger().heads().stream().map(Entry.Head::path).toList();
    return paths.indexOf("/one") - 1;
  }

  /** As above: who began to wait first is only sure where the next one came much later. */
  @Observes(BOUND_09)
  void whoeverWaitsLongestGoesFirst(Trial trial) throws Exception {
    trial.checkFirst("whether the latest waiter, or any, is woken in place of the first");
    List<String> expected = IntStream.rangeClosed(1, WAITERS).mapToObj(i -> "/w?i=" + i).toList();
    List<List<String>> seen = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      seen.add(orderOfWaiters(trial, enough));
      if (seen.getLast().equals(expected)) {
        return;
      }
    }
    throw trial.broken("heads in the order in which they waited: " + expected, seen);
  }

  /** They come one by one while the only permit is out; who comes after them opens the gate. */
  private static List<String> orderOfWaiters(Trial trial, Duration enough) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/first", Script.gated(gate, Script.text("first")));
    origin.otherwise(Script.text("next"));
    Feed feed = Feed.of(WAITERS + 2, index -> waiter(origin, gate, index, enough));
    trial.run(trial.open(Given.bounds(1, 1)), feed.batch()).awaitAll();
    return origin.ledger().heads("/w").stream().map(Entry.Head::target).toList();
  }

  private static Target waiter(OriginServer origin, Gate gate, int index, Duration enough)
      throws InterruptedException {
    if (index == 0) {
      return Given.target(origin, "/first", index);
    }
    Given.awaitHeads(origin.ledger(), "/first", 1);
    Given.pass(enough);
    if (index > WAITERS) {
      gate.open();
      return Given.target(origin, "/last", index);
    }
    return Given.target(origin, "/w", index);
  }

  @Observes(BOUND_09)
  void anEndlessRunStarvesNoRedirect(Trial trial) throws Exception {
    OriginServer busy = trial.origin().otherwise(Script.text("ok"));
    OriginServer other = trial.origin().otherwise(Script.redirect(302, busy.url("/moved")));
    Fetcher fetcher = trial.open(Given.bounds(2, 1));
    trial.run(
        fetcher, Feed.endless(trial, i -> Given.target(busy, "/endless", i)).batch().window(8));
    Given.awaitHeads(busy.ledger(), "/endless", 10);
    Outcome outcome = fetcher.fetch(Given.target(other, "/", 0));
    trial.expectEqual("heads after the redirect", 1, busy.ledger().headCount("/moved"));
    trial.expect(outcome.ok(), "a response", outcome);
  }

  /** They come about when a permit is given back. */
  @Observes(BOUND_09)
  void latecomersDoNotOvertake(Trial trial) throws Exception {
    trial.checkFirst("whether a permit that is given back can be taken by one who did not wait");
    List<Long> ahead = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      ahead.add(latecomersAhead(trial, enough));
      if (ahead.getLast() == 0) {
        return;
      }
    }
    throw trial.broken("no latecomer before the last of those who waited", ahead);
  }

  private static long latecomersAhead(Trial trial, Duration enough) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/first", Script.gated(gate, Script.text("first")));
    origin.otherwise(Script.text("next"));
    List<Target> waiters = Given.targets(origin, "/w", WINDOW);
    Latecomers latecomers = new Latecomers(waiters, Given.targets(origin, "/late", 2));
    Fetcher fetcher = trial.open(Given.bounds(1, 1).listener(latecomers));
    latecomers.fetcher.complete(fetcher);
    Run first = trial.run(fetcher, Given.batch(origin, "/first", 1));
    Given.awaitHeads(origin.ledger(), "/first", 1);
    Run run = trial.run(FoldingFace.fetchAsync(), fetcher, Batch.of(waiters).window(WINDOW));
    Given.pass(enough);
    gate.open();
    first.awaitAll();
    run.awaitAll();
    for (CompletableFuture<?> late : latecomers.runs) {
      late.get();
    }
    List<String> paths = origin.ledger().heads().stream().map(Entry.Head::path).toList();
    return paths.subList(0, paths.lastIndexOf("/w")).stream().filter("/late"::equals).count();
  }

  /** Starts a run at each beginning and at each end of an attempt of the others. */
  private static final class Latecomers implements FetchListener {
    private static final long LATEST_NANOS = 200_000;

    private final CompletableFuture<Fetcher> fetcher = new CompletableFuture<>();
    private final Queue<CompletableFuture<?>> runs = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final List<Target> others;
    private final List<Target> targets;

    Latecomers(List<Target> others, List<Target> targets) {
      this.others = others;
      this.targets = targets;
    }

    @Override
    public void on(FetchEvent event) {
      boolean attempt =
          event instanceof FetchEvent.AttemptStarted || event instanceof FetchEvent.AttemptEnded;
      if (attempt && others.contains(event.target())) {
        Feed feed = Feed.of(targets.size(), this::later);
        runs.add(fetcher.join().fetchAsync(feed.batch(), Fold.summary()));
      }
    }

    /** Each a little later after the event than the one before. */
    private Target later(int index) {
      LockSupport.parkNanos(Given.swept(count.getAndIncrement(), LATEST_NANOS));
      return targets.get(index);
    }
  }
}
