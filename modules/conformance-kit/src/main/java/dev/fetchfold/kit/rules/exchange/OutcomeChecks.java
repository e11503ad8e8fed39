package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_01;
import static dev.fetchfold.kit.Rule.OUT_02;
import static dev.fetchfold.kit.Rule.OUT_04;
import static dev.fetchfold.kit.Rule.OUT_06;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** OUT-01, OUT-02, OUT-04 and OUT-06: one outcome each, and a true one. */
final class OutcomeChecks {
  private static final int COUNT = 10 * Mixture.Kind.values().length;
  private static final List<Integer> STATUSES =
      List.of(200, 203, 206, 299, 300, 304, 305, 400, 403, 404, 410, 418, 451, 500, 501, 599);

  @Observes(OUT_01)
  void everyTargetHasOneOutcome(Trial trial) throws Exception {
    expectOneEach(trial, Batch.of(new Mixture(trial).targets(COUNT)));
  }

  @Observes(OUT_01)
  void everyTargetHasOneOutcomeInOrder(Trial trial) throws Exception {
    expectOneEach(trial, Batch.of(new Mixture(trial).targets(COUNT)).inOrder());
  }

  @Observes(OUT_01)
  void everyTargetOfALazySourceHasOneOutcome(Trial trial) throws Exception {
    expectOneEach(trial, Batch.from(new Mixture(trial).targets(COUNT)).window(7));
  }

  private static void expectOneEach(Trial trial, Batch batch) throws InterruptedException {
    Run run = trial.run(trial.open(Mixture.config()), batch);
    List<Long> indices = Given.indices(run.awaitAll()).stream().sorted().toList();
    trial.expectEqual("the indices delivered, sorted", Given.upTo(COUNT), indices);
    trial.expectEqual("signals after the end", List.of(), run.late());
  }

  @Observes(OUT_02)
  void failuresChangeNoOtherOutcome(Trial trial) throws Exception {
    List<Target> targets = new Mixture(trial).targets(COUNT);
    Run run = trial.run(trial.open(Mixture.config()), Batch.of(targets).inOrder());
    List<Outcome> outcomes = run.awaitAll(); // which says that the rule is broken where it throws
    trial.expectEqual(
        "statuses and reasons by index",
        IntStream.range(0, COUNT).mapToObj(Mixture::expected).toList(),
        outcomes.stream().map(Mixture::shown).toList());
  }

  @Observes(OUT_02)
  void everyStatusIsAResponse(Trial trial) throws Exception {
    OriginServer origin = trial.origin();
    STATUSES.forEach(status -> origin.on("/" + status, Script.status(status)));
    List<Target> targets =
        STATUSES.stream().map(status -> Target.of(origin.url("/" + status))).toList();
    List<Outcome> outcomes = trial.open(Given.patient()).fetch(Batch.of(targets));
    trial.expectEqual(
        "statuses",
        STATUSES.stream().map(String::valueOf).toList(),
        outcomes.stream().map(Mixture::shown).toList());
  }

  @Observes(OUT_04)
  void headIsWholeWithoutABody(Trial trial) throws Exception {
    Mixture mixture = new Mixture(trial);
    List<Target> targets =
        Stream.of(Mixture.Kind.WHOLE, Mixture.Kind.MISSING, Mixture.Kind.LARGE)
            .map(kind -> mixture.target(kind, 0).method("HEAD"))
            .toList();
    List<Outcome> outcomes = trial.open(Mixture.config()).fetch(Batch.of(targets));
    trial.expectEqual(
        "statuses", List.of("200", "404", "200"), outcomes.stream().map(Mixture::shown).toList());
    long bytes = outcomes.stream().mapToLong(each -> each.orThrow().body().size()).sum();
    trial.expectEqual("bytes in the bodies", 0L, bytes);
  }

  @Observes(OUT_06)
  void attemptsAndTimesAreTrue(Trial trial) throws Exception {
    OriginServer origin =
        trial.origin().on("/", Script.sequence(Script.status(503), Script.text("second")));
    Duration delay = Duration.ofMillis(50);
    RetryPolicy retry = RetryPolicy.defaults().backoff(delay, delay).random(() -> 0.999);
    FetcherConfig config = Given.patient().retry(retry);
    Outcome outcome = trial.open(config).fetch(Target.of(origin.url("/")));
    trial.expectEqual("attempts", origin.ledger().headCount(), outcome.meta().attempts());
    expectTimes(trial, outcome.meta(), origin.ledger());
  }

  /** What the server saw of an attempt lies within it: one clock, one span inside another. */
  private static void expectTimes(Trial trial, Meta meta, Ledger ledger) {
    List<Entry.Head> heads = ledger.heads();
    List<Entry.Ending> ends = ledger.entries(Entry.Ending.class);
    Duration served = Duration.ZERO;
    for (int i = 0; i < heads.size(); i++) {
      served = served.plus(ends.get(i).at().minus(heads.get(i).at()));
    }
    Duration span = ends.getLast().at().minus(heads.getFirst().at());
    trial.expect(
        meta.onWire().compareTo(served) >= 0,
        "onWire of at least the " + served + " that the server took",
        meta.onWire());
    trial.expect(
        meta.elapsed().compareTo(span) >= 0,
        "elapsed of at least the " + span + " between the first head and the last reply",
        meta.elapsed());
    trial.expect(
        meta.elapsed().compareTo(meta.onWire()) >= 0,
        "elapsed of at least onWire, " + meta.onWire(),
        meta.elapsed());
  }

  @Observes(OUT_06)
  void attemptsOfAFailureAreTrue(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/", Exchange::reset);
    Outcome outcome =
        trial.open(Row.threeAttempts(Given.patient())).fetch(Target.of(origin.url("/")));
    trial.expectEqual("heads", 3, origin.ledger().headCount());
    trial.expectEqual("attempts", 3, outcome.meta().attempts());
  }

  @Observes(OUT_06)
  void targetAndUriAreTrue(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Target target = Target.of(origin.url("/a/b?c=d&e=f%20g")).tag("mine");
    Response response = trial.open(Given.patient()).fetch(target).orThrow();
    trial.expectEqual("the final URI", URI.create(target.url()), response.uri());
    trial.expectEqual("the tag", "mine", response.target().tag().orElse("none"));
    trial.expectEqual("the URL of the target", target.url(), response.target().url());
  }
}
