package dev.fetchfold.rxjava;

import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Taken;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One target to its outcome: admit, exchange, decide, again. */
final class Attempts {
  private final Policy policy;
  private final Admission admission;
  private final Exchange exchange;
  private final Workers workers;
  private final Events events;

  Attempts(Policy policy, Admission admission, Exchange exchange, Workers workers, Events events) {
    this.policy = policy;
    this.admission = admission;
    this.exchange = exchange;
    this.workers = workers;
    this.events = events;
  }

  // @start region="decide"
  /** Never fails; disposing of it aborts what is on the wire and leaves every line. */
  Single<Outcome> settle(Taken taken, Limits limits, BooleanSupplier cancelled) {
    Decision first = policy.begin(taken.index(), taken.target(), limits.moment(0));
    return follow(first, limits, cancelled).doOnSuccess(events::settled);
  }

  private Single<Outcome> follow(Decision decision, Limits limits, BooleanSupplier cancelled) {
    return switch (decision) {
      case Decision.Deliver deliver -> Single.just(deliver.outcome());
      case Decision.Send send ->
          attempt(send, limits, cancelled).flatMap(next -> follow(next, limits, cancelled));
    };
  }

  private Single<Decision> attempt(Decision.Send send, Limits limits, BooleanSupplier cancelled) {
    Attempt next = send.next();
    return pause(send.delay(), limits) // BOUND-06: without a permit
        .andThen(admission.admit(next.origin(), limits, cancelled))
        .flatMapSingle(permit -> holding(permit, next, limits))
        .switchIfEmpty(Single.fromSupplier(() -> expire(next, limits)));
  }

  /**
   * Gives the permit back before the decision goes on, or after the abort (BOUND-05): eagerly, as
   * {@code using} does by itself, would be before the abort.
   */
  private Single<Decision> holding(Admission.Permit permit, Attempt next, Limits limits) {
    return Single.using(
        permit::take,
        held -> exchanged(next, limits).doOnSuccess(decision -> held.release()),
        Admission.Permit::release,
        false);
  }

  // @end

  // @start region="time-out"
  /**
   * The attempt timeout runs from the grant of the permits to the last byte (TIME-01). A reply that
   * comes in the same moment is dropped by {@code ambWith}; only an error would be undeliverable.
   * Not {@code timeout}, whose scheduler is a hook's to change.
   */
  private Single<Decision> exchanged(Attempt next, Limits limits) {
    long start = System.nanoTime();
    Limits.Allowance allowance = limits.attempting(start);
    if (allowance.nanos() <= 0) {
      return Single.just(expire(next, limits)); // TIME-05
    }
    Reply late = new Reply.TimedOut(allowance.limit());
    Events.Started started = events.started(next);
    return exchange
        .send(next)
        .ambWith(workers.after(allowance.nanos()).toSingleDefault(late)) // TIME-06
        .map(seen -> allowance.judge(seen, System.nanoTime() - start))
        .doOnSuccess(started::ended)
        .doFinally(started::aborted) // on dispose, after the abort; otherwise it has ended
        .map(reply -> policy.decide(next, reply, limits.moment(System.nanoTime() - start)));
  }

  private Completable pause(Duration delay, Limits limits) {
    if (delay.isZero()) {
      return Completable.complete();
    }
    Duration least = limits.pause(delay);
    return workers.after(least.toNanos());
  }

  private Decision expire(Attempt next, Limits limits) {
    return policy.expire(next, limits.moment(0));
  }

  // @end
}
