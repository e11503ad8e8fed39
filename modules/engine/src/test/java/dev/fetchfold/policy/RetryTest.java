package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final FetcherConfig CONFIG = Steps.config();
  private static final Attempt GET = Steps.first(Target.of("http://a/b?c"));

  /** RETRY-01: the hop that failed, as it was. */
  @Test
  void repeatsTheSameRequest() {
    Attempt next = Steps.sent(Steps.decide(CONFIG, GET, Steps.reply(503))).next();
    assertEquals(2, next.number());
    assertEquals(2, next.tries());
    assertEquals(GET.url(), next.url());
    assertEquals(GET.method(), next.method());
    assertSame(GET.headers(), next.headers());
    assertEquals(Duration.ofMillis(100), next.onWire());
  }

  /** CONN-04: what ended one idle connection may have ended the others. */
  @Test
  void asksForAFreshConnectionAfterAnEnd() {
    assertFalse(GET.fresh());
    Reply.Fault ended = Steps.fault(Reason.DISCONNECTED);
    Attempt second = Steps.sent(Steps.decide(CONFIG, GET, ended)).next();
    assertTrue(second.fresh());
    Attempt third = Steps.sent(Steps.decide(CONFIG, second, Steps.reply(503))).next();
    assertFalse(third.fresh());
  }

  @Test
  void asksForNoFreshConnectionAfterAnythingElse() {
    assertFalse(isFreshAfter(Steps.reply(503)));
    assertFalse(isFreshAfter(Steps.reply(302, "Location", "/c")));
    assertFalse(isFreshAfter(Steps.fault(Reason.CONNECT)));
    assertFalse(isFreshAfter(timeout()));
  }

  /** RETRY-05. */
  @Test
  void deliversTheLastReplyWhenAttemptsAreUsedUp() {
    Attempt second = Steps.sent(Steps.decide(CONFIG, GET, Steps.reply(503))).next();
    Attempt third = Steps.sent(Steps.decide(CONFIG, second, Steps.reply(502))).next();
    Response response = Steps.response(Steps.decide(CONFIG, third, Steps.reply(429, "X", "y")));
    assertEquals(429, response.status());
    assertEquals("y", response.headers().first("X").orElseThrow());
    assertEquals("http://a/b?c", response.uri().toString());
    assertEquals(3, response.meta().attempts());
    assertEquals(Duration.ofMillis(300), response.meta().onWire());
    assertEquals(Steps.LATER.elapsed(), response.meta().elapsed());
  }

  @Test
  void deliversTheLastFaultWhenAttemptsAreUsedUp() {
    Reply.Fault fault = Steps.fault(Reason.CONNECT);
    Attempt second = Steps.sent(Steps.decide(CONFIG, GET, fault)).next();
    Attempt third = Steps.sent(Steps.decide(CONFIG, second, Steps.reply(503))).next();
    Failure failure = Steps.failure(Steps.decide(CONFIG, third, fault));
    assertEquals(Reason.CONNECT, failure.reason());
    assertEquals(fault.detail(), failure.detail());
    assertSame(fault.cause(), failure.cause());
    assertEquals(3, failure.meta().attempts());
    assertEquals("http://a/b?c", failure.meta().uri().orElseThrow().toString());
  }

  @Test
  void deliversAtOnceWithoutRetries() {
    FetcherConfig none = CONFIG.retry(RetryPolicy.none());
    assertEquals(503, Steps.response(Steps.decide(none, GET, Steps.reply(503))).status());
    assertEquals(1, Steps.failure(Steps.decide(none, GET, timeout())).meta().attempts());
  }

  /** RETRY-02, RFC 9110 §9.2.2. */
  @ParameterizedTest
  @CsvSource({
    "GET, true",
    "HEAD, true",
    "PUT, true",
    "DELETE, true",
    "OPTIONS, true",
    "TRACE, true",
    "POST, false",
    "PATCH, false",
    "get, false",
    "PROPFIND, false",
    "QUERY, false"
  })
  void retriesIdempotentMethodsOnly(String method, boolean retried) {
    Attempt attempt = Steps.first(Target.of("http://a/").method(method));
    assertEquals(retried, isSend(Steps.decide(CONFIG, attempt, Steps.reply(503))));
    assertEquals(retried, isSend(Steps.decide(CONFIG, attempt, Steps.fault(Reason.CONNECT))));
    assertEquals(retried, isSend(Steps.decide(CONFIG, attempt, timeout())));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void retriesTheConfiguredReasonsOnly(Reason reason) {
    boolean byDefault =
        Set.of(Reason.CONNECT, Reason.DISCONNECTED, Reason.TIMEOUT).contains(reason);
    assertEquals(byDefault, isSend(Steps.decide(CONFIG, GET, Steps.fault(reason))));
    FetcherConfig others =
        CONFIG.retry(CONFIG.retry().reasons(EnumSet.complementOf(EnumSet.of(reason))));
    assertFalse(isSend(Steps.decide(others, GET, Steps.fault(reason))));
  }

  /** RETRY-02: nothing could be reached, for now; another time it may. */
  @Test
  void retriesANameThatCannotBeLookedUpForTheMoment() {
    Reply.Fault temporary =
        WireFaults.unresolved(new HostResolver.TemporaryFailure("nobody answers"));
    assertEquals(Reason.UNKNOWN_HOST, temporary.reason());
    assertTrue(isSend(Steps.decide(CONFIG, GET, temporary)));
    assertFalse(isSend(Steps.decide(retrying(Reason.TIMEOUT), GET, temporary)));
    assertTrue(isSend(Steps.decide(retrying(Reason.CONNECT), GET, temporary)));
    assertTrue(isSend(Steps.decide(retrying(Reason.UNKNOWN_HOST), GET, temporary)));
    assertFalse(isSend(Steps.decide(CONFIG.retry(RetryPolicy.none()), GET, temporary)));
    Attempt post = Steps.first(Target.of("http://a/").method("POST"));
    assertFalse(isSend(Steps.decide(CONFIG, post, temporary)));
  }

  @Test
  void retriesNoNameThatDoesNotExist() {
    Reply.Fault unknown = WireFaults.unresolved(new UnknownHostException("nobody knows it"));
    assertFalse(isSend(Steps.decide(CONFIG, GET, unknown)));
    assertFalse(isSend(Steps.decide(CONFIG, GET, WireFaults.unresolved(null))));
  }

  private static FetcherConfig retrying(Reason reason) {
    return CONFIG.retry(CONFIG.retry().reasons(Set.of(reason)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 304, 400, 404, 408, 429, 500, 501, 502, 503, 504, 505, 999})
  void retriesTheConfiguredStatusesOnly(int status) {
    boolean byDefault = Set.of(429, 502, 503, 504).contains(status);
    assertEquals(byDefault, isSend(Steps.decide(CONFIG, GET, Steps.reply(status))));
    FetcherConfig only = CONFIG.retry(CONFIG.retry().statuses(Set.of(status)));
    assertTrue(isSend(Steps.decide(only, GET, Steps.reply(status))));
  }

  /** RETRY-03: base 200 ms, cap 5 s. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "1, 0.5, 100",
    "1, 1, 200",
    "2, 1, 400",
    "3, 1, 800",
    "4, 0.25, 400",
    "5, 1, 3200",
    "6, 1, 5000",
    "7, 0.5, 2500",
    "99, 1, 5000"
  })
  void drawsTheDelay(int tries, double drawn, long millis) {
    FetcherConfig config = hundredAttempts(Steps.drawing(() -> drawn));
    Decision.Send send = Steps.sent(Steps.decide(config, tried(tries), Steps.reply(503)));
    assertEquals(Duration.ofMillis(millis), send.delay());
  }

  /** RETRY-03, for any policy and any randomness, even such that breaks its contract. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsTheDelayInItsBounds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      Duration base = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
      Duration cap = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
      double drawn = random.nextInt(10) == 0 ? random.nextGaussian() : random.nextDouble();
      int tries = random.nextInt(1, 100);
      Duration delay = delay(base, cap, drawn, tries);
      assertFalse(delay.isNegative());
      assertTrue(delay.compareTo(bound(base, cap, tries)) <= 0, () -> base + " " + cap);
    }
  }

  @Test
  void survivesRandomnessThatIsNoNumber() {
    assertEquals(Duration.ZERO, delay(Duration.ofDays(1), Duration.ofDays(1), Double.NaN, 1));
  }

  @Test
  void waitsNothingWithoutABase() {
    assertEquals(Duration.ZERO, delay(Duration.ZERO, Limits.FOREVER, 1, 99));
  }

  /** TIME-01: another attempt may do better. */
  @Test
  void retriesAnAttemptThatTimedOut() {
    Decision.Send send = Steps.sent(Steps.decide(CONFIG, GET, timeout()));
    assertEquals(Duration.ofMillis(200), send.delay());
  }

  /** A fault is no reply: its retry is waited for until the limit ends the wait. */
  @Test
  void waitsForARetryThatOutlastsWhatIsLeft() {
    Moment moment = Steps.left(Duration.ofMillis(1), Limit.TARGET);
    Decision decision = new Policy(CONFIG).decide(GET, Steps.fault(Reason.CONNECT), moment);
    assertEquals(Duration.ofMillis(200), Steps.sent(decision).delay());
  }

  @ParameterizedTest
  @CsvSource({"TARGET, TIMEOUT", "BATCH, DEADLINE"})
  void startsNoRetryWhenNothingIsLeft(Limit nearest, Reason reason) {
    Moment moment = Steps.left(Duration.ZERO, nearest);
    Decision decision = new Policy(CONFIG).decide(GET, Steps.fault(Reason.CONNECT), moment);
    assertEquals(reason, Steps.failure(decision).reason());
    assertEquals(1, Steps.failure(decision).meta().attempts());
    assertEquals(Duration.ofMillis(100), Steps.failure(decision).meta().onWire());
  }

  /** RETRY-04: there is a reply, and nothing better will come in time. */
  @ParameterizedTest
  @CsvSource({"0, false", "199, false", "200, false", "201, true"})
  void deliversAReplyWhoseRetryWouldOutlastWhatIsLeft(long left, boolean retried) {
    Moment moment = Steps.left(Duration.ofMillis(left), Limit.BATCH);
    assertEquals(retried, isSend(new Policy(CONFIG).decide(GET, Steps.reply(503), moment)));
  }

  private static boolean isFreshAfter(Reply reply) {
    return Steps.sent(Steps.decide(CONFIG, GET, reply)).next().fresh();
  }

  private static Reply timeout() {
    return new Reply.TimedOut(Limit.ATTEMPT);
  }

  private static boolean isSend(Decision decision) {
    return decision instanceof Decision.Send;
  }

  private static FetcherConfig hundredAttempts(FetcherConfig config) {
    return config.retry(config.retry().maxAttempts(100));
  }

  private static Attempt tried(int tries) {
    FetcherConfig config = hundredAttempts(Steps.drawing(() -> 0));
    Attempt attempt = GET;
    while (attempt.tries() < tries) {
      attempt = Steps.sent(Steps.decide(config, attempt, Steps.reply(503))).next();
    }
    return attempt;
  }

  private static Duration delay(Duration base, Duration cap, double drawn, int tries) {
    RetryPolicy policy =
        RetryPolicy.defaults().maxAttempts(100).backoff(base, cap).random(() -> drawn);
    return new Retries(policy).delay(tried(tries));
  }

  private static Duration bound(Duration base, Duration cap, int tries) {
    Duration bound = base;
    for (int k = 1; k < tries && bound.compareTo(cap) < 0; k++) {
      bound = bound.multipliedBy(2);
    }
    return bound.compareTo(cap) < 0 ? bound : cap;
  }
}
