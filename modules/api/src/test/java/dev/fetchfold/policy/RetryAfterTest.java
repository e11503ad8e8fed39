package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RETRY-04. The delay drawn is 200 ms, the cap is 30 s, now is 2026-03-01T12:00:00Z, a Sunday. */
class RetryAfterTest {
  private static final Attempt GET = Steps.first(Target.of("http://a/"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                              | 200",
        "1                              | 1000",
        " 2                             | 2000",
        "30                             | 30000",
        "00000000000000000000000000007  | 7000",
        "Sun, 01 Mar 2026 12:00:10 GMT  | 10000",
        "Sunday, 01-Mar-26 12:00:10 GMT | 10000",
        "Sun Mar  1 12:00:10 2026       | 10000",
        "Sun, 01 Mar 2026 11:59:00 GMT  | 200",
        "Sun, 06 Nov 1994 08:49:37 GMT  | 200",
        "-1                             | 200",
        "1.5                            | 200",
        "1 s                            | 200",
        "+1                             | 200",
        "٣                              | 200",
        "soon                           | 200",
        "''                             | 200",
        "Sun, 31 Feb 2026 12:00:10 GMT  | 200",
        "Sun, 01 Mar 2026 12:00:10 CET  | 200",
        "Sun, 01 Mrz 2026 12:00:10 GMT  | 200"
      })
  void raisesTheDelay(String value, long millis) {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(503, "Retry-After", value));
    assertEquals(Duration.ofMillis(millis), Steps.sent(decision).delay());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "31",
        "9223372036854775807",
        "99999999999999999999999999",
        "Sun, 01 Mar 2026 12:00:31 GMT",
        "Fri, 31 Dec 9999 23:59:60 GMT"
      })
  void isNotWaitedForAboveItsCap(String value) {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(503, "Retry-After", value));
    assertEquals(503, Steps.response(decision).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 01 Mar 2026 08:00:00 GMT  | Sun, 01 Mar 2026 08:00:05 GMT | 5000",
        "Sunday, 01-Mar-26 08:00:00 GMT | Sun Mar  1 08:00:05 2026      | 5000",
        "no date                        | Sun, 01 Mar 2026 12:00:05 GMT | 5000"
      })
  void isADateOfTheServersOwnClock(String date, String value, long millis) {
    Reply reply = Steps.reply(503, "Date", date, "Retry-After", value);
    assertEquals(
        Duration.ofMillis(millis), Steps.sent(Steps.decide(Steps.config(), GET, reply)).delay());
  }

  @ParameterizedTest
  @CsvSource({"5000, false", "5001, true"})
  void isNotWaitedForWhereItOutlastsWhatIsLeft(long left, boolean waited) {
    Moment moment = Steps.left(Duration.ofMillis(left), Limit.TARGET);
    Reply reply = Steps.reply(503, "Retry-After", "5");
    Decision decision = new Policy(Steps.config()).decide(GET, reply, moment);
    assertEquals(waited, decision instanceof Decision.Send);
  }

  @Test
  void hasACapOfItsOwn() {
    RetryPolicy policy = RetryPolicy.defaults().retryAfterCap(Duration.ofMinutes(2));
    FetcherConfig config = FetcherConfig.defaults().retry(policy);
    Decision decision = Steps.decide(config, GET, Steps.reply(503, "Retry-After", "120"));
    assertEquals(Duration.ofMinutes(2), Steps.sent(decision).delay());
  }

  /** The cap is its own, not that of the delays drawn. */
  @Test
  void mayBeLongerThanEveryDelayDrawn() {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(429, "Retry-After", "20"));
    assertEquals(Duration.ofSeconds(20), Steps.sent(decision).delay());
  }

  @Test
  void saysNothingWhereThereIsNoRetry() {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(500, "Retry-After", "1"));
    assertEquals(500, Steps.response(decision).status());
  }
}
