package dev.fetchfold.virtual;

import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Interrupts;
import dev.fetchfold.support.Taken;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One target to its outcome, on its own thread: admit, exchange, decide, again. */
final class Attempts {
  private final Policy policy;
  private final Admission admission;
  private final Exchange exchange;
  private final Alarms alarms;
  private final Events events;

  Attempts(Policy policy, Admission admission, Exchange exchange, Alarms alarms, Events events) {
    this.policy = policy;
    this.admission = admission;
    this.exchange = exchange;
    this.alarms = alarms;
    this.events = events;
  }

  // @start region="decide"
  /** Throws InterruptedException when the run is cancelled, and only then. */
  Outcome settle(Taken taken, Limits limits, BooleanSupplier cancelled)
      throws InterruptedException {
    Decision decision = policy.begin(taken.index(), taken.target(), limits.moment(0));
    while (true) {
      endIf(cancelled);
      switch (decision) {
        case Decision.Deliver deliver -> {
          events.settled(deliver.outcome());
          return deliver.outcome();
        }
        case Decision.Send send -> decision = attempt(send, limits, cancelled);
      }
    }
  }

  /** An interrupt that is not the run's is nobody's: what was waited for is waited for again. */
  private Decision attempt(Decision.Send send, Limits limits, BooleanSupplier cancelled)
      throws InterruptedException {
    while (true) {
      try {
        return attemptOnce(send, limits, cancelled);
      } catch (InterruptedException e) {
        endIf(cancelled);
      }
    }
  }

  private Decision attemptOnce(Decision.Send send, Limits limits, BooleanSupplier cancelled)
      throws InterruptedException {
    Attempt next = send.next();
    pause(send.delay(), limits); // BOUND-06: without a permit
    Optional<Admission.Permit> granted = admission.admit(next.origin(), limits);
    if (granted.isEmpty()) {
      return policy.expire(next, limits.moment(0));
    }
    try (Admission.Permit permit = granted.get()) {
      endIf(cancelled); // it may be the permit of one that was interrupted before this thread is
      long start = System.nanoTime();
      Limits.Allowance allowance = limits.attempting(start);
      if (allowance.nanos() <= 0) {
        return policy.expire(next, limits.moment(0)); // TIME-05
      }
      Reply reply = exchange(next, allowance, start, cancelled);
      return policy.decide(next, reply, limits.moment(System.nanoTime() - start));
    }
  }

  private static void endIf(BooleanSupplier cancelled) throws InterruptedException {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedException(); // CANCEL-02
    }
  }

  // @end

  // @start region="time-out"
  private Reply exchange(
      Attempt attempt, Limits.Allowance allowance, long start, BooleanSupplier cancelled)
      throws InterruptedException {
    Events.Started started = events.started(attempt);
    try {
      Reply seen = withinAllowance(attempt, allowance, cancelled);
      Reply reply = allowance.judge(seen, System.nanoTime() - start);
      started.ended(reply);
      return reply;
    } finally {
      started.aborted(); // unless it has ended
    }
  }

  /** The attempt timeout runs from the grant of the permits to the last byte (TIME-01). */
  private Reply withinAllowance(
      Attempt attempt, Limits.Allowance allowance, BooleanSupplier cancelled)
      throws InterruptedException {
    Interrupts late = Interrupts.accept();
    Alarms.Alarm alarm = alarms.in(allowance.nanos(), late::interrupt);
    try {
      return exchange.send(attempt);
    } catch (InterruptedException e) {
      if (late.ordered()) {
        return new Reply.TimedOut(allowance.limit()); // TIME-06: aborted already
      }
      endIf(cancelled);
      return new Reply.Fault(
          Reason.DISCONNECTED, "the thread of the attempt was interrupted by somebody else", e);
    } finally {
      alarm.close();
      late.close(); // it was meant for this exchange
    }
  }

  /** Sleeping for no time would still yield. */
  private static void pause(Duration delay, Limits limits) throws InterruptedException {
    if (delay.isZero()) {
      return;
    }
    Thread.sleep(limits.pause(delay));
  }

  // @end
}
