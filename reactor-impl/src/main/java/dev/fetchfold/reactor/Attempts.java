package dev.fetchfold.reactor;

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
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

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
  /** Never fails; cancelling it aborts what is on the wire and leaves every line. */
  Mono<Outcome> settle(Taken taken, Limits limits, BooleanSupplier cancelled) {
    Decision first = policy.begin(taken.index(), taken.target(), limits.moment(0));
    return follow(first, limits, cancelled).doOnNext(events::settled);
  }

  private Mono<Outcome> follow(Decision decision, Limits limits, BooleanSupplier cancelled) {
    return switch (decision) {
      case Decision.Deliver deliver -> Mono.just(deliver.outcome());
      case Decision.Send send ->
          attempt(send, limits, cancelled).flatMap(next -> follow(next, limits, cancelled));
    };
  }

  private Mono<Decision> attempt(Decision.Send send, Limits limits, BooleanSupplier cancelled) {
    Attempt next = send.next();
    return pause(send.delay(), limits) // BOUND-06: without a permit
        .then(admission.admit(next.origin(), limits, cancelled))
        .flatMap(permit -> holding(permit, next, limits))
        .switchIfEmpty(Mono.fromSupplier(() -> expire(next, limits)));
  }

  /** Gives the permit back before the decision goes on, also on cancel (BOUND-05). */
  private Mono<Decision> holding(Admission.Permit permit, Attempt next, Limits limits) {
    return Mono.using(permit::take, held -> exchanged(next, limits), Admission.Permit::release);
  }

  // @end

  // @start region="time-out"
  /** The attempt timeout runs from the grant of the permits to the last byte (TIME-01). */
  private Mono<Decision> exchanged(Attempt next, Limits limits) {
    long start = System.nanoTime();
    Limits.Allowance allowance = limits.attempting(start);
    if (allowance.nanos() <= 0) {
      return Mono.just(expire(next, limits)); // TIME-05
    }
    Events.Started started = events.started(next);
    return Mono.firstWithSignal(exchange.send(next), late(allowance)) // TIME-06
        .map(seen -> allowance.judge(seen, System.nanoTime() - start))
        .doOnNext(started::ended)
        .doOnCancel(started::aborted)
        .map(reply -> policy.decide(next, reply, limits.moment(System.nanoTime() - start)));
  }

  /**
   * Not {@code timeout}, whose reply that came at the same moment goes to a global hook (OUT-05).
   */
  private Mono<Reply> late(Limits.Allowance allowance) {
    return after(allowance.nanos(), new Reply.TimedOut(allowance.limit()));
  }

  private Mono<Duration> pause(Duration delay, Limits limits) {
    if (delay.isZero()) {
      return Mono.empty();
    }
    Duration least = limits.pause(delay);
    return after(least.toNanos(), least);
  }

  /**
   * Not {@code Mono.delay}: Reactor's schedulers are an application's to replace, and every task of
   * any scheduler a hook's.
   */
  private <T> Mono<T> after(long nanos, T value) {
    return Mono.create(
        sink -> sink.onDispose(alarms.in(nanos, () -> sink.success(value))::close)); // TIME-07
  }

  private Decision expire(Attempt next, Limits limits) {
    return policy.expire(next, limits.moment(0));
  }

  // @end
}
