package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTest {
  private static final Target TARGET =
      Target.of("http://a/").within(Duration.ofSeconds(2)).attemptTimeout(Duration.ofSeconds(1));
  private static final Attempt GET = Steps.first(TARGET);

  /** TIME-03, TIME-04: these two are final. */
  @ParameterizedTest
  @CsvSource({
    "TARGET, TIMEOUT, the target was not settled within its limit of PT2S",
    "BATCH, DEADLINE, the deadline of the batch came first"
  })
  void endsWithTheLimit(Limit limit, Reason reason, String detail) {
    Failure failure = Steps.failure(Steps.decide(Steps.config(), GET, new Reply.TimedOut(limit)));
    assertEquals(reason, failure.reason());
    assertEquals(detail, failure.detail());
    assertNull(failure.cause());
    assertEquals(1, failure.meta().attempts());
    assertEquals(Duration.ofMillis(100), failure.meta().onWire());
  }

  @Test
  void namesTheAttemptTimeoutThatHeld() {
    FetcherConfig config = FetcherConfig.defaults().retry(RetryPolicy.none());
    Reply timeout = new Reply.TimedOut(Limit.ATTEMPT);
    assertEquals(
        "there was no whole reply within the attempt timeout of PT1S",
        Steps.failure(Steps.decide(config, GET, timeout)).detail());
    assertEquals(
        "there was no whole reply within the attempt timeout of PT30S",
        Steps.failure(Steps.decide(config, Steps.first(Target.of("http://a/")), timeout)).detail());
  }

  @ParameterizedTest
  @CsvSource({"TARGET, TIMEOUT", "BATCH, DEADLINE"})
  void expiresBeforeTheFirstAttempt(Limit nearest, Reason reason) {
    Moment moment =
        new Moment(Steps.NOW, Duration.ofSeconds(2), Duration.ZERO, nearest, Duration.ZERO);
    Failure failure = Steps.failure(new Policy(Steps.config()).expire(GET, moment));
    assertEquals(reason, failure.reason());
    assertEquals(0, failure.meta().attempts());
    assertEquals(Duration.ZERO, failure.meta().onWire());
    assertEquals(Duration.ofSeconds(2), failure.meta().elapsed());
  }

  @Test
  void expiresBeforeARetry() {
    Attempt second = Steps.sent(Steps.decide(Steps.config(), GET, Steps.reply(503))).next();
    Moment moment =
        new Moment(Steps.NOW, Duration.ofSeconds(2), Duration.ZERO, Limit.BATCH, Duration.ZERO);
    Failure failure = Steps.failure(new Policy(Steps.config()).expire(second, moment));
    assertEquals(1, failure.meta().attempts());
    assertEquals(Duration.ofMillis(100), failure.meta().onWire());
  }

  /** TIME-03, TIME-04: by the clock, whatever came and whatever a timer has said. */
  @ParameterizedTest
  @CsvSource({"TARGET, TIMEOUT", "BATCH, DEADLINE"})
  void nothingThatIsDecidedAfterTheLimitIsAResponse(Limit nearest, Reason reason) {
    Moment late = Steps.left(Duration.ZERO, nearest);
    for (Reply reply : replies()) {
      Failure failure = Steps.failure(new Policy(Steps.config()).decide(GET, reply, late));
      assertEquals(reason, failure.reason(), reply::toString);
      assertNull(failure.cause());
      assertEquals(1, failure.meta().attempts());
      assertEquals(Duration.ofMillis(100), failure.meta().onWire());
    }
  }

  private static List<Reply> replies() {
    return List.of(
        Steps.reply(200),
        Steps.reply(503), // would be retried
        Steps.reply(302, "Location", "/elsewhere"),
        Steps.fault(Reason.TLS),
        Steps.fault(Reason.DISCONNECTED), // would be retried
        new Reply.TimedOut(Limit.ATTEMPT),
        new Reply.TimedOut(Limit.TARGET));
  }

  @ParameterizedTest
  @CsvSource({"TARGET", "BATCH"})
  void aNanosecondBeforeTheLimitIsInTime(Limit nearest) {
    Moment last = Steps.left(Duration.ofNanos(1), nearest);
    Policy policy = new Policy(Steps.config());
    assertEquals(200, Steps.response(policy.decide(GET, Steps.reply(200), last)).status());
    Failure refused = Steps.failure(policy.decide(GET, Steps.fault(Reason.TLS), last));
    assertEquals(Reason.TLS, refused.reason());
  }
}
