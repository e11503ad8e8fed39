package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.TIME_04;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Ended;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Blocking;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.kit.rules.props.Reasons;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** TIME-04: what becomes of a batch at its deadline. */
final class DeadlineChecks {
  private static final int COUNT = 20;
  private static final int WINDOW = 4;

  @Observes(TIME_04)
  void everyTargetOfACollectionHasItsOutcome(Trial trial) throws Exception {
    expectDeadlines(trial, batch -> batch);
  }

  @Observes(TIME_04)
  void everyTargetOfACollectionHasItsOutcomeInOrder(Trial trial) throws Exception {
    List<Outcome> outcomes = expectDeadlines(trial, Batch::inOrder);
    trial.expectEqual("indices in order", Given.upTo(COUNT), Given.indices(outcomes));
  }

  private static List<Outcome> expectDeadlines(Trial trial, UnaryOperator<Batch> order)
      throws InterruptedException {
    HangingOrigin held = new HangingOrigin(trial);
    Batch batch = Batch.of(held.targets(COUNT)).window(WINDOW).within(Given.SHORT);
    Run run = trial.run(trial.open(Given.patient()), order.apply(batch));
    List<Outcome> outcomes = run.awaitAll();
    trial.expectEqual(
        "indices, sorted", Given.upTo(COUNT), Given.indices(outcomes).stream().sorted().toList());
    expectToldDeadline(trial, run);
    held.ledger().fence();
    int heads = held.ledger().headCount();
    trial.expect(heads <= WINDOW, "no head for a target that was not taken in time", heads);
    outcomes.forEach(outcome -> expectDeadline(trial, held, outcome));
    return outcomes;
  }

  /** Beyond the window nothing was taken before the deadline, since nothing was delivered. */
  private static void expectDeadline(Trial trial, HangingOrigin held, Outcome outcome) {
    Reasons.expect(trial, Reason.DEADLINE, outcome);
    String target = "/held?i=" + outcome.index();
    long heads =
        held.ledger().heads().stream().filter(head -> head.target().equals(target)).count();
    int attempts = outcome.meta().attempts();
    int most = outcome.index() < WINDOW ? 1 : 0;
    trial.expect(
        attempts >= heads && attempts <= most,
        "from " + heads + " to " + most + " attempts at index " + outcome.index(),
        attempts);
  }

  @Observes(TIME_04)
  void anEndlessSourceEnds(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Feed feed = Feed.endless(trial, held::target);
    Batch batch = feed.batch().window(WINDOW).within(Given.SHORT);
    Run run = trial.run(trial.open(Given.patient()), batch);
    List<Outcome> outcomes = run.awaitAll();
    expectToldDeadline(trial, run);
    trial.expect(feed.taken() <= WINDOW, "nothing taken at the deadline or after it", feed.taken());
    trial.expectEqual("outcomes of the targets taken", feed.taken(), outcomes.size());
    outcomes.forEach(outcome -> Reasons.expect(trial, Reason.DEADLINE, outcome));
  }

  @Observes(TIME_04)
  void whatHasArrivedStays(Trial trial) throws Exception {
    String seen = "";
    for (Duration deadline : Given.LONGER_AND_LONGER) {
      HangingOrigin held = new HangingOrigin(trial);
      List<Target> targets = List.of(held.target(0), held.quick(1), held.target(2));
      Batch batch = Batch.of(targets).within(deadline);
      Run run = trial.run(trial.open(Given.patient()), batch);
      seen = shown(run.awaitAll());
      if (seen.equals("[DEADLINE, 200, DEADLINE]")) {
        expectToldDeadline(trial, run);
        return;
      }
    }
    throw trial.broken("[DEADLINE, 200, DEADLINE]", seen);
  }

  /** What is taken later than the run begins has less than the deadline from then on. */
  @Observes(TIME_04)
  void noResponseIsSettledAfterTheDeadline(Trial trial) throws Exception {
    List<Target> racing = TimingChecks.racing(trial.origin(), TimingChecks.RACERS);
    Batch batch = Batch.of(racing).within(Given.SHORT);
    Run run = trial.run(trial.open(TimingChecks.crowded()), batch);
    TimingChecks.expectNoLateResponse(trial, run.awaitAll());
  }

  /** Every target taken has its response: only the source was late. */
  @Observes(TIME_04)
  void aSourceThatIsCutIsTheDeadline(Trial trial) throws Exception {
    for (Duration deadline : Given.LONGER_AND_LONGER) {
      HangingOrigin held = new HangingOrigin(trial);
      Blocking blocking = new Blocking();
      Feed feed = Feed.endless(trial, index -> index < 3 ? held.quick(index) : blocking.next());
      Run run = trial.run(trial.open(Given.patient()), feed.batch().within(deadline));
      List<Outcome> outcomes = run.awaitAll();
      expectToldDeadline(trial, run);
      if (outcomes.stream().filter(Outcome::ok).count() == 3) {
        return;
      }
    }
    throw trial.broken("3 responses before the deadline", "fewer");
  }

  /** Nor is a source asked that has no room while the consumer holds on. */
  @Observes(TIME_04)
  void aSourceThatIsNotAskedInTimeIsTheDeadline(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Duration deadline = Given.SHORT;
    Feed feed = Feed.endless(trial, held::quick);
    Batch batch = feed.batch().window(1).within(deadline);
    Handler slow = outcome -> Given.pass(deadline.multipliedBy(2));
    Run run = trial.run(trial.open(Given.patient()), batch, slow);
    List<Outcome> outcomes = run.awaitAll();
    expectToldDeadline(trial, run);
    trial.expectEqual("outcomes of the targets taken", feed.taken(), outcomes.size());
    trial.expect(feed.taken() <= 1, "nothing taken at the deadline or after it", feed.taken());
  }

  @Observes(TIME_04)
  void aDeadlineThatHasComeAtTheBeginningIsTold(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Feed feed = Feed.endless(trial, held::target);
    for (Batch batch : List.of(feed.batch().window(WINDOW), Batch.of(held.targets(COUNT)))) {
      Run run = trial.run(fetcher, batch.within(Duration.ofNanos(1)));
      run.awaitAll().forEach(o -> Reasons.expect(trial, Reason.DEADLINE, o));
      expectToldDeadline(trial, run);
    }
  }

  private static String shown(List<Outcome> outcomes) {
    return outcomes.stream()
        .sorted(Comparator.comparingLong(Outcome::index))
        .map(Mixture::shown)
        .toList()
        .toString();
  }

  private static void expectToldDeadline(Trial trial, Run run) {
    trial.expect(
        run.ended().stream().flatMap(DeadlineChecks::told).allMatch(End.DEADLINE::equals),
        "a fold that is told End.DEADLINE, where the face has one",
        run.ended());
  }

  private static Stream<End> told(Ended ended) {
    return ended instanceof Ended.Normally normally ? normally.end().stream() : Stream.empty();
  }
}
