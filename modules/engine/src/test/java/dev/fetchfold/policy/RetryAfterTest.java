package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "2.0                            | 2000",
        "1.5                            | 2000",
        "1.000000001                    | 2000",
        "0.0                            | 200",
        "0.4                            | 1000",
        "007.00                         | 7000",
        "Sun, 31 Feb 2026 12:00:10 GMT  | 200",
        "Sun, 01 Mar 2026 12:00:10 CET  | 200",
        "Sun, 01 Mrz 2026 12:00:10 GMT  | 200"
      })
  void raisesTheDelay(String value, long millis) {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(503, "Retry-After", value));
    assertEquals(Duration.ofMillis(millis), Steps.sent(decision).delay());
  }

  /** No form of RFC 9110 §10.2.3, nor the one more that is read: as if it were not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "-0",
        "+2",
        "2s",
        "2 s",
        "1e3",
        "0x10",
        ".5",
        "2.",
        ".",
        "1.5.5",
        "1,5",
        "1, 2",
        "2;q=1",
        "\"2\"",
        "٣",
        "２",
        "²",
        "1 000",
        "1_000",
        "2.٣",
        "NaN",
        "Infinity",
        "soon",
        "PT2S",
        "2026-03-01T12:00:10Z",
        "1 Mar 2026 12:00:10 GMT"
      })
  void isIgnoredWhereItSaysNothing(String value) {
    Decision decision = Steps.decide(Steps.config(), GET, Steps.reply(503, "Retry-After", value));
    assertEquals(Duration.ofMillis(200), Steps.sent(decision).delay());
  }

  /** Two fields are one list (RFC 9110 §5.3), which is no form of it either. */
  @ParameterizedTest
  @CsvSource({"2, 3", "2, 2", "2, soon"})
  void isIgnoredWhereItIsSaidTwice(String first, String second) {
    Reply reply = Steps.reply(503, "Retry-After", first, "retry-after", second);
    Decision decision = Steps.decide(Steps.config(), GET, reply);
    assertEquals(Duration.ofMillis(200), Steps.sent(decision).delay());
  }

  /** Linear in its length. */
  @Test
  void mayBeAnyLength() {
    for (String value : List.of("0".repeat(60_000) + "x", "0." + "0".repeat(60_000) + "x")) {
      Reply reply = Steps.reply(503, "Retry-After", value);
      Decision decision = Steps.decide(Steps.config(), GET, reply);
      assertEquals(Duration.ofMillis(200), Steps.sent(decision).delay());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "31",
        "30.1",
        "99999999999999999999999999.9",
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
