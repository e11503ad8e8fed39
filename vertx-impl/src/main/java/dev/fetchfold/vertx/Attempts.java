package dev.fetchfold.vertx;

import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Taken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Optional;

/** One target to its outcome, on the context: admit, exchange, decide, again. */
final class Attempts {
  private final Policy policy;
  private final Admission admission;
  private final Exchange exchange;
  private final ContextInternal context;
  private final Events events;

  Attempts(
      Policy policy,
      Admission admission,
      Exchange exchange,
      ContextInternal context,
      Events events) {
    this.policy = policy;
    this.admission = admission;
    this.exchange = exchange;
    this.context = context;
    this.events = events;
  }

  // @start region="decide"
  /** A target's outcome; fails when it is cancelled, which leaves every line and the wire. */
  Future<Outcome> settle(Taken taken, Limits limits, Cancel cancel) {
    Decision first = policy.begin(taken.index(), taken.target(), limits.moment(0));
    return new Settling(limits, cancel).follow(first).onSuccess(events::settled);
  }

  /** One target. */
  private final class Settling {
    private final Limits limits;
    private final Cancel cancel;

    Settling(Limits limits, Cancel cancel) {
      this.limits = limits;
      this.cancel = cancel;
    }

    Future<Outcome> follow(Decision decision) {
      return switch (decision) {
        case Decision.Deliver deliver -> Future.succeededFuture(deliver.outcome());
        case Decision.Send send -> attempt(send).compose(this::follow);
      };
    }

    private Future<Decision> attempt(Decision.Send send) {
      Attempt next = send.next();
      return pause(send.delay()) // BOUND-06: without a permit
          .compose(waited -> admitted(next))
          .compose(
              permit -> permit.map(held -> holding(held, next)).orElseGet(() -> expired(next)));
    }

    /** Gives the permit back before the decision goes on, also on cancel (BOUND-05). */
    private Future<Decision> holding(Admission.Permit permit, Attempt next) {
      return Future.succeededFuture(next)
          .compose(this::exchanged)
          .onComplete(decided -> permit.release());
    }

    // @end

    // @start region="time-out"
    /** The attempt timeout runs from the grant of the permits to the last byte (TIME-01). */
    private Future<Decision> exchanged(Attempt next) {
      long start = System.nanoTime();
      Limits.Allowance allowance = limits.attempting(start);
      if (allowance.nanos() <= 0) {
        return expired(next); // TIME-05
      }
      Events.Started started = events.started(next);
      Promise<Reply> reply = within(allowance.nanos(), new Reply.TimedOut(allowance.limit()));
      return exchange
          .send(next, reply)
          .map(seen -> allowance.judge(seen, System.nanoTime() - start))
          .onSuccess(started::ended)
          .onFailure(cancelled -> started.aborted())
          .map(ended -> policy.decide(next, ended, limits.moment(System.nanoTime() - start)));
    }

    private Future<Optional<Admission.Permit>> admitted(Attempt next) {
      long nanos = limits.waiting().nanos();
      return nanos <= 0
          ? Future.succeededFuture(Optional.empty())
          : admission.admit(next.origin(), within(nanos, Optional.empty()), cancel);
    }

    private Future<Duration> pause(Duration delay) {
      if (delay.isZero()) {
        return Future.succeededFuture(delay);
      }
      Duration least = limits.pause(delay);
      return this.<Duration>within(least.toNanos(), least).future();
    }

    /** Completed by its source, by its time, or failed by the cancel, whatever comes first. */
    private <T> Promise<T> within(long nanos, T late) {
      Promise<T> promise = Promise.promise();
      if (nanos != Long.MAX_VALUE) {
        long timer = context.setTimer(millis(nanos), now -> promise.tryComplete(late));
        promise.future().onComplete(over -> context.owner().cancelTimer(timer)); // TIME-07
      }
      cancel.ordered().onComplete(now -> promise.tryFail("cancelled"));
      if (cancel.isRequested()) {
        promise.tryFail("cancelled"); // its task is on its way to the context
      }
      return promise;
    }

    private Future<Decision> expired(Attempt next) {
      return Future.succeededFuture(policy.expire(next, limits.moment(0)));
    }

    // @end
  }

  /** Not before the time has come; Vert.x counts in milliseconds, from one on. */
  static long millis(long nanos) {
    return Math.max(0, nanos) / 1_000_000 + 1;
  }
}
