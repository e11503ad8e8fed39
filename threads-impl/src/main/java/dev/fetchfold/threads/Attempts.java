package dev.fetchfold.threads;

import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Taken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One target to its outcome: admit, exchange, decide, again. */
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

  /** Told once what became of a target, unless that was aborted; must not block. */
  interface End {
    void settled(Settling target, Outcome outcome);

    void failed(Throwable failure);
  }

  // @start region="decide"
  /** A target, not begun; what is no thread's of the pool to do is done on the run's own. */
  Settling settle(Taken taken, Limits limits, BooleanSupplier cancelled, Executor own, End end) {
    return new Settling(taken, limits, cancelled, own, end);
  }

  /**
   * One target, handed on from thread to thread: each has it alone.
   *
   * <p>Theory of operation. {@code follow} does what the policy says next. Until its attempt the
   * target is on no thread: during a pause an alarm has it, until its turn its line has. With its
   * permit it is on a thread of the pool, which sends, waits for the reply, gives the permit back
   * and follows again. At each of these places {@code handle} holds what aborts it there.
   */
  final class Settling {
    private final Taken taken;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final Executor own;
    private final End end;
    private final AbortHandle handle = new AbortHandle();

    private Settling(Taken taken, Limits limits, BooleanSupplier cancelled, Executor own, End end) {
      this.taken = taken;
      this.limits = limits;
      this.cancelled = cancelled;
      this.own = own;
      this.end = end;
    }

    void begin() {
      follow(() -> policy.begin(taken.index(), taken.target(), limits.moment(0)));
    }

    /** Leaves its line, stops its timer or closes its connection. From any thread, at any time. */
    void abort() {
      handle.abort();
    }

    private void follow(Supplier<Decision> next) {
      try {
        follow(next.get());
      } catch (Throwable t) {
        end.failed(t);
      }
    }

    private void follow(Decision decision) {
      switch (decision) {
        case Decision.Deliver deliver -> {
          events.settled(deliver.outcome());
          end.settled(this, deliver.outcome());
        }
        case Decision.Send send -> pause(send.delay(), send.next());
      }
    }

    /** On a thread of the pool: whatever is thrown there, the target does not hang (OUT-01). */
    private void attempt(Attempt next, Admission.Permit permit) {
      try {
        attempted(next, permit).ifPresent(this::follow);
      } catch (Throwable t) {
        end.failed(t);
      }
    }

    /** Gives the permit back before the decision goes on; empty if it was aborted. */
    private Optional<Decision> attempted(Attempt next, Admission.Permit permit) {
      try (permit) {
        long start = System.nanoTime();
        Limits.Allowance allowance = limits.attempting(start);
        if (allowance.nanos() <= 0) {
          return Optional.of(expire(next)); // TIME-05
        }
        return exchange(next, allowance, start)
            .map(reply -> policy.decide(next, reply, limits.moment(System.nanoTime() - start)));
      }
    }

    // @end

    // @start region="time-out"
    /** Empty if it was aborted. */
    private Optional<Reply> exchange(Attempt attempt, Limits.Allowance allowance, long start) {
      Events.Started started = events.started(attempt);
      try {
        Optional<Reply> reply =
            withinAllowance(attempt, allowance)
                .map(seen -> allowance.judge(seen, System.nanoTime() - start));
        reply.ifPresent(started::ended);
        return reply;
      } finally {
        started.aborted(); // unless it has ended
      }
    }

    /** The attempt timeout runs from the grant of the permits to the last byte (TIME-01). */
    private Optional<Reply> withinAllowance(Attempt attempt, Limits.Allowance allowance) {
      Exchange.Call call = exchange.prepare(attempt);
      handle.hold(() -> call::abort);
      Alarms.Alarm alarm = alarms.in(allowance.nanos(), call::abort);
      Optional<Reply> reply;
      try {
        reply = exchange.send(call);
      } finally {
        alarm.close();
      }
      return reply.isEmpty() && alarm.rang()
          ? Optional.of(new Reply.TimedOut(allowance.limit())) // TIME-06
          : reply;
    }

    /** With a timer, on no thread and without a permit (BOUND-06). */
    private void pause(Duration delay, Attempt next) {
      if (delay.isZero()) {
        await(next);
        return;
      }
      long nanos = limits.pause(delay).toNanos();
      handle.hold(() -> alarms.in(nanos, () -> await(next))::close);
    }

    private void await(Attempt next) {
      long nanos = limits.waiting().nanos();
      if (nanos <= 0) {
        own.execute(() -> follow(() -> expire(next)));
      } else {
        new Turn(next).await(nanos);
      }
    }

    /** Its place in the line, until it has its permit or its time has ended. */
    private final class Turn {
      private final Attempt next;
      private final Admission.Permit permit;

      @SuppressWarnings("NullAway.Init") // set before it is in the line
      private volatile Alarms.Alarm alarm;

      Turn(Attempt next) {
        this.next = next;
        this.permit = admission.permit(next.origin(), cancelled, this::come);
      }

      void await(long nanos) {
        handle.hold(() -> leaving(nanos));
        admission.admit(permit);
      }

      private Runnable leaving(long nanos) {
        alarm = alarms.in(nanos, () -> own.execute(this::expired));
        return this::leave;
      }

      private void leave() {
        alarm.close();
        permit.leave();
      }

      private void come(Admission.Permit held) {
        alarm.close();
        attempt(next, held);
      }

      private void expired() {
        if (permit.leave()) {
          follow(() -> expire(next));
        }
      }
    }

    private Decision expire(Attempt next) {
      return policy.expire(next, limits.moment(0));
    }

    // @end
  }

  /** What aborts a target now. */
  private static final class AbortHandle {
    private Runnable abort = () -> {};
    private boolean aborted;

    /**
     * {@code begin} runs under this lock, so what it starts cannot replace or run the abort before
     * that is stored.
     */
    void hold(Supplier<Runnable> begin) {
      Runnable mine;
      boolean late;
      synchronized (this) {
        mine = begin.get();
        abort = mine;
        late = aborted;
      }
      if (late) {
        mine.run();
      }
    }

    void abort() {
      Runnable last;
      synchronized (this) {
        aborted = true;
        last = abort;
      }
      last.run();
    }
  }
}
