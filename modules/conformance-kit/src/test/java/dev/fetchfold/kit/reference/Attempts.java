package dev.fetchfold.kit.reference;

import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Interrupts;
import dev.fetchfold.support.Taken;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/** One target to its outcome, on its own virtual thread, which is interrupted to abort it. */
final class Attempts {
  private static final long LATE_NANOS = 100_000_000;

  private final Choices policy;
  private final Admission admission;
  private final Wire wire;
  private final Alarms alarms;
  private final Events events;
  private final Faults faults;
  private final Set<Thread> sending = ConcurrentHashMap.newKeySet();

  Attempts(
      Choices policy, Admission admission, Wire wire, Alarms alarms, Events events, Faults faults) {
    this.policy = policy;
    this.admission = admission;
    this.wire = wire;
    this.alarms = alarms;
    this.events = events;
    this.faults = faults;
  }

  /** Throws InterruptedException when the run is cancelled, and only then. */
  Outcome settle(Taken taken, Limits limits, BooleanSupplier cancelled)
      throws InterruptedException {
    Decision decision = policy.begin(taken.index(), taken.target(), limits.moment(0));
    while (decision instanceof Decision.Send send) {
      if (cancelled.getAsBoolean() && !faults.has(Fault.LATE_TARGETS_ARE_NOT_ABORTED)) {
        throw new InterruptedException(); // CANCEL-02
      }
      decision = attempt(send, limits);
    }
    Outcome outcome = ((Decision.Deliver) decision).outcome();
    events.settled(outcome);
    return outcome;
  }

  private Decision attempt(Decision.Send send, Limits limits) throws InterruptedException {
    Attempt next = send.next();
    if (faults.has(Fault.QUEUES_ARE_SHORT) && admission.isCrowded()) {
      return Choices.refused(next); // BOUND-04
    }
    long queued = System.nanoTime();
    if (!faults.has(Fault.DELAY_HOLDS_PERMIT)) {
      pause(send.delay(), limits); // BOUND-06: before there is a permit
    }
    Optional<Admission.Permit> granted = admission.admit(next.origin(), limits);
    if (granted.isEmpty()) {
      return policy.expire(next, limits.moment(0));
    }
    boolean whole = false;
    try {
      Decision decision = permitted(send, limits, queued);
      whole = true;
      return decision;
    } finally {
      if (whole || !faults.has(Fault.PERMIT_LOST_AT_CANCEL)) {
        granted.get().close(); // BOUND-05
      }
    }
  }

  private Decision permitted(Decision.Send send, Limits limits, long queued)
      throws InterruptedException {
    Attempt next = send.next();
    if (faults.has(Fault.DELAY_HOLDS_PERMIT)) {
      pause(send.delay(), limits);
    }
    long start = System.nanoTime();
    Limits.Allowance allowance = limits.attempting(start);
    if (faults.has(Fault.QUEUEING_COUNTS)) { // TIME-01
      allowance = new Limits.Allowance(allowance.nanos() - (start - queued), allowance.limit());
    }
    if (allowance.nanos() <= 0) {
      return policy.expire(next, limits.moment(0)); // TIME-05
    }
    Reply reply = heard(next, allowance, start);
    Decision decision = policy.decide(next, reply, decided(limits, System.nanoTime() - start));
    return decision instanceof Decision.Send hop && faults.has(Fault.HOP_KEEPS_PERMIT)
        ? attempt(hop, limits) // REDIRECT-04
        : decision;
  }

  private static void pause(Duration delay, Limits limits) throws InterruptedException {
    Thread.sleep(limits.pause(delay)); // TIME-03
  }

  private Reply heard(Attempt attempt, Limits.Allowance allowance, long start)
      throws InterruptedException {
    Events.Started started = events.started(attempt);
    if (faults.has(Fault.INTERRUPTS_OUTLIVE_CALLBACKS)) { // FOLD-06
      FaultyListener.interruptAgain();
    }
    try {
      Reply seen = withinAllowance(attempt, allowance);
      Reply reply =
          timersDecide(allowance.limit())
              ? seen
              : allowance.judge(seen, System.nanoTime() - start); // TIME-01, TIME-03, TIME-04
      started.ended(reply);
      return reply;
    } finally {
      if (!faults.has(Fault.ABORTED_ATTEMPTS_DO_NOT_END)) {
        started.aborted(); // OBS-01: unless it has ended
      }
    }
  }

  private Reply withinAllowance(Attempt attempt, Limits.Allowance allowance)
      throws InterruptedException {
    long nanos = allowance.nanos();
    if (timersDecide(allowance.limit())) {
      nanos += LATE_NANOS;
    }
    if (faults.has(Fault.LONG_TIMEOUTS_OVERFLOW)) { // BATCH-06
      nanos += 1_000_000;
      if (nanos <= 0) {
        return new Reply.TimedOut(allowance.limit());
      }
    }
    Interrupts late = Interrupts.accept();
    Alarms.Alarm alarm = alarms.in(nanos, late::interrupt);
    try {
      return sent(attempt, allowance, alarm);
    } catch (InterruptedException e) {
      if (late.ordered()) {
        return new Reply.TimedOut(allowance.limit()); // TIME-01, TIME-06: aborted already
      }
      throw e;
    } finally {
      if (!faults.has(Fault.TIMERS_OF_ATTEMPTS_STAY)) { // TIME-07
        alarm.close();
      }
      late.close(); // it was meant for this exchange
      if (alarm.rang() && faults.has(Fault.INTERRUPT_STAYS)) { // OUT-01
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether, for this limit, nobody looks at the clock but a timer that is late. */
  private boolean timersDecide(Limit limit) {
    return switch (limit) {
      case ATTEMPT -> false;
      case TARGET -> faults.has(Fault.TIMERS_DECIDE_FOR_A_TARGET);
      case BATCH -> faults.has(Fault.TIMERS_DECIDE_FOR_THE_BATCH);
    };
  }

  /** The exchange, on this thread, so that an interrupt ends it. */
  private Reply sent(Attempt attempt, Limits.Allowance allowance, Alarms.Alarm alarm)
      throws InterruptedException {
    if (faults.has(Fault.TIMEOUT_PER_READ) || faults.has(Fault.TIMED_OUT_CONNECTION_IS_KEPT)) {
      alarm.close(); // TIME-01, CANCEL-06
      return wire.send(attempt, Optional.of(allowance));
    }
    if (faults.has(Fault.TIMED_OUT_GOES_ON) || faults.has(Fault.CANCELLED_GOES_ON)) {
      return apart(attempt, alarm); // TIME-06, CANCEL-03
    }
    sending.add(Thread.currentThread());
    try {
      return wire.send(attempt, Optional.empty());
    } finally {
      sending.remove(Thread.currentThread());
    }
  }

  /** Whether that thread has an exchange: if not, it waits for something else. */
  boolean isSending(Thread thread) {
    return sending.contains(thread);
  }

  /** What these faults do: only the waiting for the exchange ends, in one of two cases. */
  private Reply apart(Attempt attempt, Alarms.Alarm alarm) throws InterruptedException {
    FutureTask<Reply> exchange = new FutureTask<>(() -> wire.send(attempt, Optional.empty()));
    Thread.ofVirtual().name("reference-apart").start(exchange);
    try {
      return exchange.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      alarm.close();
      if (alarm.rang() != faults.has(Fault.TIMED_OUT_GOES_ON)) {
        exchange.cancel(true);
      }
      throw e;
    }
  }

  private Moment decided(Limits limits, long onWire) {
    Moment moment = limits.moment(onWire);
    return timersDecide(moment.nearest())
        ? new Moment(
            moment.now(), moment.elapsed(), Limits.FOREVER, moment.nearest(), moment.onWire())
        : moment;
  }
}
