package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.RETRY_01;
import static dev.fetchfold.kit.Rule.RETRY_02;
import static dev.fetchfold.kit.Rule.RETRY_04;
import static dev.fetchfold.kit.Rule.RETRY_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RETRY-01, RETRY-02, RETRY-04 and RETRY-05: what is sent again, and when. */
final class RetryChecks {
  private static final List<String> IDEMPOTENT =
      List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");
  private static final List<String> OTHERS = List.of("POST", "PATCH", "PURGE");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
  private static final ZonedDateTime LONG_AGO =
      ZonedDateTime.of(2001, 2, 3, 4, 5, 6, 0, ZoneOffset.UTC);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Observes(RETRY_01)
  void attemptsAreCountedOverRedirects(Trial trial) throws Exception {
    OriginServer origin =
        trial
            .origin()
            .on("/a", Script.sequence(Script.status(503), Script.redirect(302, "/b")))
            .on("/b", Script.sequence(Exchange::reset, Script.redirect(302, "/c")))
            .on("/c", Script.sequence(Script.status(503), Script.text("too many")));
    Outcome outcome = fetch(trial, Target.of(origin.url("/a")));
    trial.expectEqual(
        "the paths asked for: three attempts, and one more per redirect",
        List.of("/a", "/a", "/b", "/b", "/c"),
        origin.ledger().heads().stream().map(Entry.Head::path).toList());
    trial.expectEqual("the outcome", "503", Mixture.shown(outcome));
  }

  @Observes(RETRY_01)
  void theTransportReplaysNothing(Trial trial) throws Exception {
    trial.checkFirst("the client's own retries, on a reused connection above all");
    expectNoReplay(trial, Exchange::close, target -> target);
    expectNoReplay(trial, Exchange::reset, target -> target);
    expectNoReplay(trial, Exchange::close, target -> target.method("POST").body("once"));
    expectNoReplay(trial, Exchange::reset, target -> target.method("PUT").body("once"));
    expectNoReplay(trial, Script.status(408, Headers.of("Connection", "close")), t -> t);
    expectNoReplay(trial, Script.status(421), target -> target);
    expectNoReplay(trial, Script.status(503, Headers.of("Retry-After", "0")), target -> target);
    expectNoReplay(trial, Script.raw("HTTP/1.1 200 OK\r\n", After.CLOSE), target -> target);
  }

  /** The second request on a connection, where a client believes that it may try again. */
  private static void expectNoReplay(Trial trial, Script second, UnaryOperator<Target> change)
      throws InterruptedException {
    OriginServer origin = trial.origin().on("/first", Script.text("ok"));
    origin.on("/second", Script.sequence(second, Script.text("a replay")));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    fetcher.fetch(Target.of(origin.url("/first")));
    fetcher.fetch(change.apply(Target.of(origin.url("/second"))));
    origin.ledger().fence();
    trial.expectEqual("heads of one attempt", 1, origin.ledger().headCount("/second"));
  }

  @Observes(RETRY_02)
  void idempotentMethodsAreRetried(Trial trial) throws Exception {
    for (String method : IDEMPOTENT) {
      expectHeads(trial, 3, method, Script.status(503));
      expectHeads(trial, 3, method, Exchange::reset);
    }
  }

  @Observes(RETRY_02)
  void otherMethodsAreNot(Trial trial) throws Exception {
    for (String method : OTHERS) {
      expectHeads(trial, 1, method, Script.status(503));
      expectHeads(trial, 1, method, Exchange::reset);
    }
  }

  @Observes(RETRY_02)
  void theDefaultStatusesAreRetried(Trial trial) throws Exception {
    for (int status : List.of(429, 502, 503, 504)) {
      expectHeads(trial, 3, "GET", Script.status(status));
    }
    for (int status : List.of(400, 404, 408, 425, 500, 501, 505)) {
      expectHeads(trial, 1, "GET", Script.status(status));
    }
  }

  @Observes(RETRY_02)
  void theDefaultReasonsAreRetried(Trial trial) throws Exception {
    DeadEnd refusing = trial.keep(DeadEnd.refusing());
    expectAttempts(trial, 3, Reason.CONNECT, Target.of(refusing.url("/")));
    expectAttempts(trial, 3, Reason.DISCONNECTED, at(trial, Exchange::close));
    Target held = at(trial, Script.hang()).attemptTimeout(Given.SHORT);
    expectAttempts(trial, 3, Reason.TIMEOUT, held);
    Script garbage = Script.raw("garbage\r\n\r\n", After.CLOSE);
    expectAttempts(trial, 1, Reason.PROTOCOL, at(trial, garbage));
    Script elsewhere = Script.redirect(302, "ftp://host/");
    expectAttempts(trial, 1, Reason.REDIRECT, at(trial, elsewhere));
  }

  @Observes(RETRY_02)
  void configuredReasonsAndStatusesDecide(Trial trial) throws Exception {
    RetryPolicy policy =
        RetryPolicy.defaults()
            .maxAttempts(4)
            .backoff(Duration.ZERO, Duration.ZERO)
            .statuses(Set.of(418))
            .reasons(Set.of(Reason.PROTOCOL));
    FetcherConfig config = Given.patient().retry(policy);
    Script garbage = Script.raw("garbage\r\n\r\n", After.CLOSE);
    expectHeads(trial, 4, config, Script.status(418), target -> target);
    expectHeads(trial, 1, config, Script.status(503), target -> target);
    expectHeads(trial, 4, config, garbage, target -> target);
    expectHeads(trial, 1, config, Exchange::reset, target -> target);
  }

  @Observes(RETRY_02)
  void aTemporaryFailureOfTheResolverCountsAsConnect(Trial trial) throws Exception {
    FetcherConfig config =
        Row.threeAttempts(Given.patient())
            .resolver(
                host -> {
                  throw new HostResolver.TemporaryFailure("nobody answers");
                });
    Target target = Target.of("http://retry.test/");
    Outcome each = trial.open(config).fetch(target);
    Reasons.expect(trial, Reason.UNKNOWN_HOST, each);
    trial.expectEqual("attempts", 3, each.meta().attempts());
    FetcherConfig others = config.retry(config.retry().reasons(Set.of(Reason.DISCONNECTED)));
    Outcome once = trial.open(others).fetch(target);
    trial.expectEqual("attempts where CONNECT is not retried", 1, once.meta().attempts());
  }

  @Observes(RETRY_04)
  void aFractionOfASecondIsRoundedUp(Trial trial) throws Exception {
    expectFloor(trial, Headers.of("Retry-After", "0.1"));
  }

  @Observes(RETRY_04)
  void retryAfterIsAFloor(Trial trial) throws Exception {
    expectFloor(trial, Headers.of("Retry-After", "1"));
  }

  @Observes(RETRY_04)
  void aDateCountsFromTheRepliesOwnDate(Trial trial) throws Exception {
    trial.checkFirst("which clock Retry-After is compared with: the reply has a Date");
    String date = HTTP_DATE.format(LONG_AGO);
    expectFloor(
        trial, Headers.of("Date", date, "Retry-After", HTTP_DATE.format(LONG_AGO.plusSeconds(1))));
  }

  /** From the first reply, which began before the delay did, to the second head. */
  private static void expectFloor(Trial trial, Headers headers) throws InterruptedException {
    OriginServer origin =
        trial.origin().on("/", Script.sequence(Script.status(503, headers), Script.text("ok")));
    Outcome outcome = fetch(trial, Target.of(origin.url("/")));
    trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    Duration from = origin.ledger().entries(Entry.Replying.class).get(0).at();
    Duration delay = origin.ledger().heads().get(1).at().minus(from);
    trial.expect(delay.compareTo(SECOND) >= 0, "a delay of one second or more", delay);
  }

  @Observes(RETRY_04)
  void aboveItsCapTheReplyIsTheOutcome(Trial trial) throws Exception {
    String date = HTTP_DATE.format(LONG_AGO);
    String later = HTTP_DATE.format(LONG_AGO.plusHours(1));
    String never = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    for (Headers headers :
        List.of(
            Headers.of("Retry-After", "31"),
            Headers.of("Retry-After", "99999999999999999999"),
            Headers.of("Retry-After", never),
            Headers.of("Date", date, "Retry-After", later))) {
      expectHeads(trial, 1, "GET", Script.status(503, headers));
    }
  }

  @Observes(RETRY_04)
  void aConfiguredCapDecides(Trial trial) throws Exception {
    RetryPolicy policy = RetryPolicy.defaults().retryAfterCap(Duration.ZERO);
    Script script = Script.status(503, Headers.of("Retry-After", "1"));
    expectHeads(trial, 1, Given.patient().retry(policy), script, target -> target);
  }

  @Observes(RETRY_04)
  void whereTheTimeLeftIsShorterTheReplyIsTheOutcome(Trial trial) throws Exception {
    Duration left = Duration.ofSeconds(20);
    Script script = Script.status(503, Headers.of("Retry-After", "25"));
    Fetcher fetcher = trial.open(Row.threeAttempts(Given.patient()));
    Outcome byTarget = fetcher.fetch(at(trial, script).within(left));
    trial.expectEqual("the outcome", "503", Mixture.shown(byTarget));
    Outcome byBatch = fetcher.fetch(Batch.of(at(trial, script)).within(left)).get(0);
    trial.expectEqual("the outcome", "503", Mixture.shown(byBatch));
  }

  @Observes(RETRY_04)
  void aRetryAfterThatSaysNothingIsIgnored(Trial trial) throws Exception {
    String past = HTTP_DATE.format(LONG_AGO);
    for (String value :
        List.of("soon", "", "-1", "3600s", "+3600", "3600.", ".5e9", "1, 2", past)) {
      expectHeads(trial, 3, "GET", Script.status(503, Headers.of("Retry-After", value)));
    }
    Headers twice = Headers.of("Retry-After", "3600", "Retry-After", "3600");
    expectHeads(trial, 3, "GET", Script.status(503, twice));
  }

  @Observes(RETRY_05)
  void theLastReplyIsTheOutcome(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/", StatusRows.numbered(503));
    Outcome outcome = fetch(trial, Target.of(origin.url("/")));
    trial.expectEqual("the body", "3", outcome.orThrow().body().text());
  }

  @Observes(RETRY_05)
  void theLastFaultIsTheOutcome(Trial trial) throws Exception {
    Script garbage = Script.raw("garbage\r\n\r\n", After.CLOSE);
    Script sequence = Script.sequence(Script.status(503), Exchange::reset, garbage);
    Outcome outcome = fetch(trial, at(trial, sequence));
    Reasons.expect(trial, Reason.PROTOCOL, outcome);
    trial.expectEqual("attempts", 3, outcome.meta().attempts());
  }

  private static Outcome fetch(Trial trial, Target target) throws InterruptedException {
    return trial.open(Row.threeAttempts(Given.patient())).fetch(target);
  }

  private static Target at(Trial trial, Script script) {
    return Target.of(trial.origin().otherwise(script).url("/"));
  }

  private static void expectHeads(Trial trial, int heads, String method, Script script)
      throws InterruptedException {
    expectHeads(
        trial, heads, Row.threeAttempts(Given.patient()), script, target -> target.method(method));
  }

  private static void expectHeads(
      Trial trial, int heads, FetcherConfig config, Script script, UnaryOperator<Target> change)
      throws InterruptedException {
    OriginServer origin = trial.origin().otherwise(script);
    Target target = change.apply(Target.of(origin.url("/")));
    Outcome outcome = trial.open(config).fetch(target);
    origin.ledger().fence();
    trial.expectEqual(
        "heads for " + target.method() + ", whose outcome is " + Mixture.shown(outcome),
        heads,
        origin.ledger().headCount());
  }

  private static void expectAttempts(Trial trial, int attempts, Reason reason, Target target)
      throws InterruptedException {
    Outcome outcome = fetch(trial, target);
    Reasons.expect(trial, reason, outcome);
    trial.expectEqual("attempts for " + reason, attempts, outcome.meta().attempts());
  }
}
