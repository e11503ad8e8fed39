package dev.fetchfold.kit.rules.exchange;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the specification's appendix: a fresh fetcher, one GET, no retries, no limit that
 * decides unless the row says so.
 */
final class Row {
  static final String PATH = "/row";
  static final String NEXT = "/next";

  private static final Pattern CLASS_NAME = Pattern.compile("\\w+(Exception|Error)\\b");

  private final Trial trial;
  private final OriginServer origin;
  private FetcherConfig config =
      Given.patient().maxConcurrency(1).maxPerOrigin(1).trustManager(Identity.authority());
  private Target target;
  private @Nullable Fetcher fetcher;

  private Row(Trial trial, OriginServer origin) {
    this.trial = trial;
    this.origin = origin.on(NEXT, Script.text("next"));
    this.target = Target.of(origin.url(PATH));
  }

  /** A row about a server of plain HTTP that does this. */
  static Row of(Trial trial, Script script) {
    return new Row(trial, trial.origin().on(PATH, script));
  }

  /** A row about a server of another kind. */
  static Row of(Trial trial, OriginServer origin) {
    return new Row(trial, trial.serve(origin));
  }

  /** What a row of three attempts is configured with. */
  static FetcherConfig threeAttempts(FetcherConfig config) {
    return config.retry(RetryPolicy.defaults().backoff(Duration.ZERO, Duration.ZERO));
  }

  Row with(UnaryOperator<FetcherConfig> change) {
    config = change.apply(config);
    return this;
  }

  Row asking(UnaryOperator<Target> change) {
    target = change.apply(target);
    return this;
  }

  Row at(String url) {
    target = Target.of(url);
    return this;
  }

  OriginServer origin() {
    return origin;
  }

  Fetcher fetcher() {
    if (fetcher == null) {
      fetcher = trial.open(config);
    }
    return fetcher;
  }

  Outcome fetch() throws InterruptedException {
    return fetch(Batch.of(target));
  }

  Outcome fetch(Batch batch) throws InterruptedException {
    List<Outcome> outcomes = trial.run(fetcher(), batch).awaitAll();
    trial.expectEqual("outcomes", 1, outcomes.size());
    return outcomes.get(0);
  }

  Batch batch() {
    return Batch.of(target);
  }

  Response expect(int status) throws InterruptedException {
    return status(status, fetch());
  }

  Response expect(int status, String body) throws InterruptedException {
    Response response = expect(status);
    trial.expectEqual("the body", body, response.body().text());
    return response;
  }

  Failure expect(Reason reason) throws InterruptedException {
    return reason(reason, fetch());
  }

  Response status(int status, Outcome outcome) {
    if (outcome instanceof Response response && response.status() == status) {
      return response;
    }
    throw trial.broken("a response with status " + status, Reasons.shown(outcome));
  }

  /** The failure, whose detail is ours and whose cause is a root. */
  Failure reason(Reason reason, Outcome outcome) {
    if (outcome instanceof Failure failure && failure.reason() == reason) {
      expectOurs(trial, failure);
      return failure;
    }
    throw trial.broken("the failure " + reason, Reasons.shown(outcome));
  }

  void expectAttempts(int count, Outcome outcome) {
    trial.expectEqual("attempts", count, outcome.meta().attempts());
  }

  /** So many heads in all, when everything has settled. */
  void expectHeads(int count) throws InterruptedException {
    origin.ledger().fence();
    trial.expectEqual("heads at the origin", count, origin.ledger().headCount());
  }

  void expectNoConnection() throws InterruptedException {
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  void awaitConnectionsEnded() throws InterruptedException {
    Given.awaitNoConnection(origin.ledger());
  }

  /** The next target is served by the same connection. */
  void expectUsedAgain() throws InterruptedException {
    expectNextServed();
    trial.expectEqual("connections for two targets", 1, origin.ledger().connections());
  }

  /** The next target is served by another connection, and by the reply to its own head. */
  void expectNotUsedAgain() throws InterruptedException {
    expectNextServed();
    List<Entry.Head> before = origin.ledger().heads(PATH);
    int connection = origin.ledger().heads(NEXT).get(0).connection();
    trial.expect(
        before.stream().noneMatch(head -> head.connection() == connection),
        "the next head on another connection",
        "connection " + connection + " for both");
  }

  /** The next target is served by the reply to its own head, on whichever connection. */
  void expectNextServed() throws InterruptedException {
    Response response = status(200, fetch(Batch.urls(origin.url(NEXT))));
    trial.expectEqual("the body of the next reply", "next", response.body().text());
  }

  private static void expectOurs(Trial trial, Failure failure) {
    String detail = failure.detail();
    trial.expect(
        !detail.isBlank() && !CLASS_NAME.matcher(detail).find() && detail.indexOf('\n') < 0,
        "a detail that is a sentence for people",
        detail);
    Optional<Throwable> cause = failure.rootCause();
    trial.expect(
        cause.map(Throwable::getMessage).filter(detail::equals).isEmpty(),
        "a detail of Fetchfold's own",
        "the message of " + cause + ": " + detail);
    trial.expect(
        cause.map(Throwable::getCause).isEmpty(),
        "a cause that is the root exception",
        cause.map(each -> each + ", caused by " + each.getCause()).orElse(""));
  }
}
