package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.TIME_01;
import static dev.fetchfold.kit.Rule.TIME_02;
import static dev.fetchfold.kit.Rule.TIME_03;
import static dev.fetchfold.kit.Rule.TIME_05;
import static dev.fetchfold.kit.Rule.TIME_06;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.NotOffered;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** TIME-01 to TIME-03, TIME-05 and TIME-06: what ends an attempt, and when. */
final class TimingChecks {
  static final int RACERS = 60;
  private static final int LARGE = 16 << 20;

  private static final byte[] HALF =
      Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");

  @Observes(TIME_01)
  void waitingForAPermitDoesNotCount(Trial trial) throws Exception {
    trial.checkFirst("whether the attempt's timer starts at the grant of its permits");
    OriginServer origin = trial.origin().on("/quick", Script.text("quick"));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    String seen = "";
    for (Duration timeout : Given.LONGER_AND_LONGER) {
      origin.on("/slow", Given.paused(timeout.multipliedBy(2), Script.text("slow")));
      int before = origin.ledger().headCount("/slow");
      Target quick = Target.of(origin.url("/quick")).attemptTimeout(timeout);
      Feed feed = Feed.of(2, i -> i == 0 ? slowOne(origin) : behind(origin, before + 1, quick));
      Outcome outcome = fetcher.fetch(feed.batch()).get(1);
      if (outcome.ok()) {
        return;
      }
      seen = outcome + " at a timeout of " + timeout;
    }
    throw trial.broken("a response, though it waited for its permit twice its timeout", seen);
  }

  private static Target slowOne(OriginServer origin) {
    return Target.of(origin.url("/slow"));
  }

  /** Taken when the slow one has the only permit. */
  private static Target behind(OriginServer origin, int heads, Target quick)
      throws InterruptedException {
    Given.awaitHeads(origin.ledger(), "/slow", heads);
    return quick;
  }

  @Observes(TIME_01)
  void connectingCounts(Trial trial) throws Exception {
    Target target = Target.of(unanswering(trial).url("/")).attemptTimeout(Given.SHORT);
    Reasons.expect(trial, Reason.TIMEOUT, trial.open(Given.patient()).fetch(target));
  }

  /** What becomes of the connection, which has no connect timeout here, is CANCEL-03's to say. */
  @Observes(TIME_01)
  void theHandshakeCounts(Trial trial) throws Exception {
    OriginServer silent = trial.serve(OriginServer.startRaw("https", LineScript.silent()));
    Target target = Target.of(silent.url("/")).attemptTimeout(Given.SHORT);
    Fetcher fetcher = trial.open(Given.patient());
    Reasons.expect(trial, Reason.TIMEOUT, fetcher.fetch(target));
    fetcher.close();
    Given.awaitNoConnection(silent.ledger());
  }

  @Observes(TIME_01)
  void sendingCounts(Trial trial) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/", Script.unread(gate, Script.status(200)));
    Target target = Target.of(origin.url("/")).method("POST").body(new byte[LARGE]);
    Fetcher fetcher = trial.open(Given.patient());
    trial.keep(gate::open);
    Reasons.expect(trial, Reason.TIMEOUT, fetcher.fetch(target.attemptTimeout(Given.SHORT)));
  }

  @Observes(TIME_02)
  void connectingEndsAtTheConnectTimeout(Trial trial) throws Exception {
    FetcherConfig config = Given.patient().connectTimeout(Given.SHORT);
    Target target = Target.of(unanswering(trial).url("/"));
    Reasons.expect(trial, Reason.TIMEOUT, trial.open(config).fetch(target));
  }

  @Observes(TIME_02)
  void connectTimeoutsAreRetried(Trial trial) throws Exception {
    OriginServer silent = trial.serve(OriginServer.startRaw("https", LineScript.silent()));
    FetcherConfig config = Row.threeAttempts(Given.patient()).connectTimeout(Given.SHORT);
    Outcome outcome = trial.open(config).fetch(Target.of(silent.url("/")));
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    trial.expectEqual("attempts", 3, outcome.meta().attempts());
    Given.awaitNoConnection(silent.ledger());
  }

  @Observes(TIME_03)
  void withinSpansTheWaitForAPermit(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Target waiting = held.quick(1).within(Given.SHORT);
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Run run = trial.run(fetcher, Batch.of(held.target(0)));
    held.awaitHeads(1);
    Outcome outcome = fetcher.fetch(waiting);
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    trial.expectEqual("attempts", 0, outcome.meta().attempts());
    run.cancel();
    held.awaitAborted();
    held.ledger().fence();
    trial.expectEqual("heads of the target that waited", 0, held.ledger().headCount("/quick"));
  }

  @Observes(TIME_03)
  void withinSpansTheDelayBeforeTheFirstAttempt(Trial trial) throws Exception {
    OriginServer origin = trial.origin();
    Target target = Target.of(origin.url("/")).after(Given.NEVER).within(Given.SHORT);
    Outcome outcome = trial.open(Given.patient()).fetch(target);
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    trial.expectEqual("attempts", 0, outcome.meta().attempts());
    origin.ledger().fence();
    trial.expectEqual("heads", 0, origin.ledger().headCount());
  }

  /** Where nothing is left when the 503 has come, that 503 is the outcome, rightly (RETRY-04). */
  @Observes(TIME_03)
  void withinSpansTheWaitBehindAPause(Trial trial) throws Exception {
    trial.checkFirst("whether what is left of a target is looked up before its pause or behind it");
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    trial.run(fetcher, Batch.of(held.target(0)));
    held.awaitHeads(1);
    List<Outcome> seen = List.of();
    for (Duration within : Given.LONGER_AND_LONGER) {
      Target first = held.quick(1).after(within.dividedBy(2)).within(within);
      Target second = held.quick(2).within(within.plus(within.dividedBy(4)));
      seen = trial.run(fetcher, Batch.of(first, second)).awaitAll();
      if (seen.get(0).target().equals(first)) {
        return;
      }
    }
    throw trial.broken("the outcome first of the target whose time ended first", seen);
  }

  @Observes(TIME_03)
  void withinSpansRetries(Trial trial) throws Exception {
    String seen = "";
    for (Duration within : Given.LONGER_AND_LONGER) {
      OriginServer origin =
          trial.origin().on("/", Script.sequence(Script.status(503), Script.hang()));
      Outcome outcome = fetchWithin(trial, origin, within);
      if (outcome.failure().isPresent()) {
        expectTimeoutAtTheSecond(trial, origin, outcome);
        return;
      }
      seen = Reasons.shown(outcome);
    }
    throw trial.broken("the failure TIMEOUT, of the second attempt", seen);
  }

  @Observes(TIME_03)
  void withinSpansRedirects(Trial trial) throws Exception {
    Script script = Script.sequence(Script.redirect(302, "/?second"), Script.hang());
    OriginServer origin = trial.origin().on("/", script);
    expectTimeoutAtTheSecond(trial, origin, fetchWithin(trial, origin, Given.SHORT));
  }

  private static Outcome fetchWithin(Trial trial, OriginServer origin, Duration within)
      throws InterruptedException {
    Target target = Target.of(origin.url("/")).within(within);
    return trial.open(Row.threeAttempts(Given.patient())).fetch(target);
  }

  private static void expectTimeoutAtTheSecond(Trial trial, OriginServer origin, Outcome outcome)
      throws InterruptedException {
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    origin.ledger().fence();
    int heads = origin.ledger().headCount();
    trial.expect(heads <= 2, "no head after the limit has ended the second attempt", heads);
  }

  /** Replies that race with the limit: one that was settled after it says so itself. */
  @Observes(TIME_03)
  void noResponseIsSettledAfterTheLimitOfItsTarget(Trial trial) throws Exception {
    OriginServer origin = trial.origin();
    List<Target> racing =
        racing(origin, RACERS).stream().map(target -> target.within(Given.SHORT)).toList();
    expectNoLateResponse(trial, trial.open(crowded()).fetch(Batch.of(racing)));
  }

  /** Their replies come about when a limit of {@code Given.SHORT} ends. */
  static List<Target> racing(OriginServer origin, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Target.of(racing(origin, i, Given.SHORT.plusMillis(2L * i - count))))
        .toList();
  }

  private static String racing(OriginServer origin, int index, Duration pause) {
    return origin
        .on("/race" + index, Given.paused(pause, Script.text("late")))
        .url("/race" + index);
  }

  static FetcherConfig crowded() {
    return Given.bounds(RACERS, RACERS);
  }

  static void expectNoLateResponse(Trial trial, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      boolean late = outcome.meta().elapsed().compareTo(Given.SHORT) > 0;
      trial.expect(
          !late || outcome.failure().isPresent(),
          "no response that was settled after its limit of " + Given.SHORT,
          outcome + " after " + outcome.meta().elapsed());
    }
  }

  @Observes(TIME_05)
  void theAttemptsOwnLimitIsRetried(Trial trial) throws Exception {
    Target target = held(trial).attemptTimeout(Given.SHORT).within(Given.NEVER);
    Outcome outcome = fetch(trial, Batch.of(target).within(Given.NEVER));
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    trial.expectEqual("attempts", 3, outcome.meta().attempts());
  }

  @Observes(TIME_05)
  void theLimitOfTheTargetIsNot(Trial trial) throws Exception {
    Target target = held(trial).attemptTimeout(Given.NEVER).within(Given.SHORT);
    Outcome outcome = fetch(trial, Batch.of(target).within(Given.NEVER));
    Reasons.expect(trial, Reason.TIMEOUT, outcome);
    trial.expect(outcome.meta().attempts() <= 1, "one attempt", outcome.meta().attempts());
  }

  @Observes(TIME_05)
  void theDeadlineNamesItself(Trial trial) throws Exception {
    Target target = held(trial).attemptTimeout(Given.NEVER).within(Given.NEVER);
    Batch batch = Batch.of(target).within(Given.SHORT);
    Reasons.expect(trial, Reason.DEADLINE, fetch(trial, batch));
    // Without retries nothing else asks once more what is left of the batch.
    Outcome unretried = trial.open(Given.patient()).fetch(batch).get(0);
    Reasons.expect(trial, Reason.DEADLINE, unretried);
  }

  /** All three begin at once or later than the run: the deadline is never the later one. */
  @Observes(TIME_05)
  void theDeadlineComesFirstWhereLimitsCoincide(Trial trial) throws Exception {
    Target target = held(trial).attemptTimeout(Given.SHORT).within(Given.SHORT);
    Outcome outcome = fetch(trial, Batch.of(target).within(Given.SHORT));
    Reasons.expect(trial, Reason.DEADLINE, outcome);
  }

  @Observes(TIME_05)
  void noAttemptStartsWhenNothingIsLeft(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Row.threeAttempts(Given.bounds(1, 1)));
    Run run = trial.run(fetcher, Batch.of(held.target(0)));
    held.awaitHeads(1);
    fetcher.fetch(Batch.of(held.quick(1), held.quick(2)).within(Given.SHORT));
    run.cancel();
    held.ledger().fence();
    trial.expectEqual("heads of those that waited", 0, held.ledger().headCount("/quick"));
  }

  @Observes(TIME_06)
  void abortedBeforeDeliveryAwaitingTheHead(Trial trial) throws Exception {
    expectAbortedBeforeDelivery(trial, Script.hang(), new Gate(), target -> target);
  }

  @Observes(TIME_06)
  void abortedBeforeDeliveryInTheBody(Trial trial) throws Exception {
    expectAbortedBeforeDelivery(trial, Script.raw(HALF, After.HANG), new Gate(), target -> target);
  }

  @Observes(TIME_06)
  void abortedBeforeDeliveryWhileSending(Trial trial) throws Exception {
    Gate gate = new Gate();
    Script script = Script.unread(gate, Script.hang());
    expectAbortedBeforeDelivery(
        trial, script, gate, target -> target.method("POST").body(new byte[LARGE]));
  }

  /** K3: the step holds on until the ledger shows that every connection was ended. */
  private static void expectAbortedBeforeDelivery(
      Trial trial, Script script, Gate gate, UnaryOperator<Target> change)
      throws InterruptedException {
    trial.checkFirst("whether the abort is ordered before the outcome is handed over");
    OriginServer origin = trial.origin().otherwise(script);
    Fetcher fetcher = trial.open(Given.patient());
    trial.keep(gate::open);
    Target target = change.apply(Target.of(origin.url("/"))).attemptTimeout(Given.SHORT);
    Run run = trial.run(fetcher, Batch.of(target), outcome -> awaitEnded(origin.ledger(), gate));
    Reasons.expect(trial, Reason.TIMEOUT, run.awaitAll().get(0));
  }

  private static void awaitEnded(Ledger ledger, Gate gate) throws InterruptedException {
    gate.open();
    ledger.await(
        "the abort of the attempt, while its step holds on", seen -> seen.openConnections() == 0);
  }

  private static Outcome fetch(Trial trial, Batch batch) throws InterruptedException {
    return trial.open(Row.threeAttempts(Given.patient())).fetch(batch).get(0);
  }

  private static Target held(Trial trial) {
    return new HangingOrigin(trial).target(0);
  }

  private static DeadEnd unanswering(Trial trial) {
    return trial.keep(
        DeadEnd.unanswering()
            .orElseThrow(() -> new NotOffered("a system that lets a connect go unanswered")));
  }
}
