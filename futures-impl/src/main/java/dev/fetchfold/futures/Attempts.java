package dev.fetchfold.futures;

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
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

  // @start region="decide"
  /** Completing it from outside aborts what is on the wire and leaves every line. */
  CompletableFuture<Outcome> settle(Taken taken, Limits limits, BooleanSupplier cancelled) {
    Settling target = new Settling(limits, cancelled);
    target
        .follow(policy.begin(taken.index(), taken.target(), limits.moment(0)))
        .whenComplete(target::settled);
    target.outcome.whenComplete((outcome, thrown) -> target.abort());
    return target.outcome;
  }

  /** One target. */
  private final class Settling {
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** The one thing it waits for. Not a dependent of the outcome each: those would pile up. */
    private volatile CompletableFuture<?> pending = outcome;

    Settling(Limits limits, BooleanSupplier cancelled) {
      this.limits = limits;
      this.cancelled = cancelled;
    }

    private CompletableFuture<Outcome> follow(Decision decision) {
      return switch (decision) {
        case Decision.Deliver deliver -> CompletableFuture.completedFuture(deliver.outcome());
        case Decision.Send send -> attempt(send).thenCompose(this::follow);
      };
    }

    private CompletableFuture<Decision> attempt(Decision.Send send) {
      Attempt next = send.next();
      return pause(send.delay()) // BOUND-06: without a permit
          .thenCompose(waited -> admitted(next))
          .thenCompose(
              permit -> permit.map(held -> holding(held, next)).orElseGet(() -> expired(next)));
    }

    /** Gives the permit back before the decision goes on, also when aborted (BOUND-05). */
    private CompletableFuture<Decision> holding(Admission.Permit permit, Attempt next) {
      return CompletableFuture.completedFuture(next)
          .thenCompose(this::exchanged)
          .whenComplete((decision, thrown) -> permit.release());
    }

    private void settled(@Nullable Outcome settled, @Nullable Throwable thrown) {
      if (settled != null) {
        events.settled(settled);
        outcome.complete(settled);
      } else if (thrown != null) {
        outcome.completeExceptionally(thrown);
      }
    }

    void abort() {
      pending.cancel(false);
    }

    // @end

    // @start region="time-out"
    /** The attempt timeout runs from the grant of the permits to the last byte (TIME-01). */
    private CompletableFuture<Decision> exchanged(Attempt next) {
      long start = System.nanoTime();
      Limits.Allowance allowance = limits.attempting(start);
      if (allowance.nanos() <= 0) {
        return expired(next); // TIME-05
      }
      Events.Started started = events.started(next);
      Reply late = new Reply.TimedOut(allowance.limit());
      return exchange
          .send(next, within(allowance.nanos(), late, new CompletableFuture<>()))
          .thenApply(seen -> allowance.judge(seen, System.nanoTime() - start))
          .whenComplete((reply, thrown) -> tell(started, reply))
          .thenApply(reply -> policy.decide(next, reply, limits.moment(System.nanoTime() - start)));
    }

    private CompletableFuture<Optional<Admission.Permit>> admitted(Attempt next) {
      long nanos = limits.waiting().nanos();
      return within(nanos, Optional.empty(), admission.admit(next.origin(), limits, cancelled));
    }

    private CompletableFuture<Duration> pause(Duration delay) {
      if (delay.isZero()) {
        return CompletableFuture.completedFuture(delay);
      }
      Duration least = limits.pause(delay);
      return within(least.toNanos(), least, new CompletableFuture<>());
    }

    /**
     * Completed by itself, by its time, or cancelled with its target, whatever comes first. Not
     * {@code completeOnTimeout}, whose thread is the JDK's: blocked by one, it is by all. What
     * depends on the future runs where alarms act, and may block there (FOLD-03).
     */
    private <T> CompletableFuture<T> within(long nanos, T late, CompletableFuture<T> future) {
      pending = future; // before the look: an abort that comes later finds it
      if (outcome.isDone()) {
        future.cancel(false);
      }
      if (!future.isDone()) {
        Alarms.Alarm alarm = alarms.in(nanos, () -> future.complete(late));
        future.whenComplete((value, thrown) -> alarm.close()); // TIME-07
      }
      return future;
    }

    private CompletableFuture<Decision> expired(Attempt next) {
      return CompletableFuture.completedFuture(policy.expire(next, limits.moment(0)));
    }

    // @end
  }

  private static void tell(Events.Started started, @Nullable Reply reply) {
    if (reply == null) {
      started.aborted();
    } else {
      started.ended(reply);
    }
  }
}
