package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIME-05. All numbers in nanoseconds, but the clock starts anywhere, below zero too. */
class LimitsTest {
  private static final long NONE = Long.MAX_VALUE;
  private static final long START = -5_000;

  @ParameterizedTest
  @CsvSource({
    // target, batch, past, left, limit
    "100, 200,  30,  70, TARGET",
    "200, 100,  30,  70, BATCH",
    "100, 100,  30,  70, BATCH",
    "100, 100, 100,   0, BATCH",
    "100, 200, 130, -30, TARGET",
    "100,   0,   0,   0, BATCH",
    "100,  -5,   0,  -5, BATCH"
  })
  void waitsUntilTheNearerLimit(long target, long batch, long past, long left, Limit limit) {
    Limits limits = limits(target, 1_000, batch);
    assertEquals(new Limits.Allowance(left, limit), limits.waiting(START + past));
  }

  @ParameterizedTest
  @CsvSource({
    // target, attempt, batch, past, nanos, limit
    "100, 50, 200,  30, 50, ATTEMPT",
    "100, 50, 200,  50, 50, TARGET",
    "100, 50, 200,  51, 49, TARGET",
    "200, 50, 100,  50, 50, BATCH",
    "100, 50, 100, 200, -100, BATCH"
  })
  void givesAnAttemptTheLeast(
      long target, long attempt, long batch, long past, long nanos, Limit limit) {
    Limits limits = limits(target, attempt, batch);
    assertEquals(new Limits.Allowance(nanos, limit), limits.attempting(START + past));
  }

  @Test
  void hasNoLimitButTheAttempts() {
    Limits limits = Limits.of(FetcherConfig.defaults(), Target.of("http://a/"), START, NONE);
    assertEquals(new Limits.Allowance(NONE, Limit.BATCH), limits.waiting(START + 1_000_000));
    assertEquals(
        new Limits.Allowance(30_000_000_000L, Limit.ATTEMPT), limits.attempting(START + 1_000_000));
    assertEquals(Limits.FOREVER, limits.moment(Instant.EPOCH, START + 1, 0).left());
  }

  @Test
  void tellsTheMoment() {
    Moment moment = limits(100, 50, 200).moment(Instant.EPOCH, START + 30, 7);
    assertEquals(
        new Moment(
            Instant.EPOCH,
            Duration.ofNanos(30),
            Duration.ofNanos(70),
            Limit.TARGET,
            Duration.ofNanos(7)),
        moment);
  }

  @Test
  void leavesNothingRatherThanLess() {
    Limits limits = limits(100, 50, 200);
    assertEquals(Duration.ZERO, limits.moment(Instant.EPOCH, START + 130, 7).left());
    assertEquals(Duration.ZERO, limits.attempting(START + 130).duration());
  }

  private static Limits limits(long target, long attempt, long batch) {
    Target asked =
        Target.of("http://a/")
            .within(Duration.ofNanos(target))
            .attemptTimeout(Duration.ofNanos(attempt));
    return Limits.of(FetcherConfig.defaults(), asked, START, batch);
  }

  /** TIME-01: what took all that was allowed came too late, whatever a timer has said. */
  @Test
  void aReplyIsJudgedByTheClock() {
    Limits.Allowance allowance = new Limits.Allowance(100, Limit.ATTEMPT);
    for (Reply reply : List.of(Steps.reply(200), Steps.fault(Reason.DISCONNECTED))) {
      assertSame(reply, allowance.judge(reply, 99));
      assertEquals(new Reply.TimedOut(Limit.ATTEMPT), allowance.judge(reply, 100));
    }
    Reply late = Steps.reply(200);
    assertSame(late, new Limits.Allowance(Long.MAX_VALUE, Limit.BATCH).judge(late, 1L << 60));
  }
}
