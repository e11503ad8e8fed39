package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is left of a run's time, and what its end amounts to (TIME-04, DEMAND-05). */
class DeadlineTest {
  private static final Target TARGET = Target.of("http://a/");
  private static final long HOUR = Duration.ofHours(1).toNanos();

  @Test
  void withoutADeadlineThereIsNoLimit() {
    Deadline deadline = deadline(Batch.of(TARGET));
    assertEquals(Long.MAX_VALUE, deadline.nanosLeft());
    Limits limits = deadline.limits(new Taken(0, TARGET, System.nanoTime()));
    assertEquals(Long.MAX_VALUE, limits.waiting(System.nanoTime() + HOUR).nanos());
  }

  /** Counted from an instant between the two that enclose its making. */
  @Test
  void countsFromItsMaking() {
    long before = System.nanoTime();
    Deadline deadline = deadline(Batch.of(TARGET).within(Duration.ofHours(1)));
    long after = System.nanoTime();
    long left = deadline.nanosLeft();
    assertTrue(left <= HOUR, "left: " + left);
    assertTrue(left >= HOUR - (System.nanoTime() - before), "left: " + left);
    Limits.Allowance late =
        deadline.limits(new Taken(0, TARGET, after + 2 * HOUR)).waiting(after + 2 * HOUR);
    assertEquals(Limit.BATCH, late.limit());
    assertTrue(late.nanos() <= -HOUR && late.nanos() >= -HOUR - (after - before), "" + late);
  }

  @Test
  void aTargetsOwnLimitStands() {
    Deadline deadline = deadline(Batch.of(TARGET).within(Duration.ofHours(1)));
    long now = System.nanoTime();
    Target hasty = TARGET.within(Duration.ofMillis(5));
    assertEquals(
        new Limits.Allowance(5_000_000, Limit.TARGET),
        deadline.limits(new Taken(0, hasty, now)).waiting(now));
  }

  @Test
  void endsAsExhaustedUnlessSomethingWasLate() {
    Deadline deadline = deadline(Batch.of(TARGET));
    deadline.note(Samples.outcome(0)); // a failure, but another one
    assertEquals(End.EXHAUSTED, deadline.end());
    deadline.note(late());
    assertEquals(End.DEADLINE, deadline.end());
    deadline.note(Samples.outcome(1));
    assertEquals(End.DEADLINE, deadline.end());
  }

  @Test
  void endsAsMissedWhenItsSourceWasCut() {
    Deadline deadline = deadline(Batch.of(TARGET));
    deadline.miss();
    assertEquals(End.DEADLINE, deadline.end());
  }

  private static Outcome late() {
    Moment end =
        new Moment(Instant.EPOCH, Duration.ZERO, Duration.ZERO, Limit.BATCH, Duration.ZERO);
    Decision decision = new Policy(FetcherConfig.defaults()).expire(Attempts.of("GET"), end);
    return ((Decision.Deliver) decision).outcome();
  }

  private static Deadline deadline(Batch batch) {
    return new Deadline(FetcherConfig.defaults(), batch);
  }
}
