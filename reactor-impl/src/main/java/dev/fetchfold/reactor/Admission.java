package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.SharedSeats;
import dev.fetchfold.url.Origin;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Who may start: a sink per waiter, withdrawn on cancel; a permit is given back exactly once. */
final class Admission {
  private final SharedSeats<Permit> seats;
  private final Alarms alarms;

  Admission(FetcherConfig config, Alarms alarms) {
    this.seats = new SharedSeats<>(config, Permit::begin);
    this.alarms = alarms;
  }

  // @start region="admit"
  /** A permit, when it is the subscriber's turn; empty if the target's time ends first. */
  Mono<Permit> admit(Origin origin, Limits limits, BooleanSupplier cancelled) {
    return Mono.create(sink -> new Permit(origin, cancelled, sink).await(limits));
  }

  /** First a place in the line, then one attempt in flight. */
  final class Permit {
    private enum State {
      WAITING,
      GRANTED,
      HELD,
      GONE
    }

    private final Origin origin;
    private final BooleanSupplier cancelled;
    private final MonoSink<Permit> sink;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    private Permit(Origin origin, BooleanSupplier cancelled, MonoSink<Permit> sink) {
      this.origin = origin;
      this.cancelled = cancelled;
      this.sink = sink;
    }

    private void await(Limits limits) {
      long nanos = limits.waiting().nanos();
      if (nanos <= 0) {
        sink.success();
        return;
      }
      sink.onCancel(this::leave);
      sink.onDispose(alarms.in(nanos, this::expire)::close);
      seats.offer(origin, this);
      if (state.get() == State.GONE) {
        seats.withdraw(origin, this); // cancelled before it was in the line
      }
    }

    /**
     * {@code success} does not tell whether the permit was received; the receiver confirms that by
     * {@link #take()}.
     */
    private void begin() {
      State granted = cancelled.getAsBoolean() ? State.GONE : State.GRANTED; // CANCEL-02
      if (!state.compareAndSet(State.WAITING, granted) || granted == State.GONE) {
        seats.release(origin); // cancelled between the decision and the hand-over: gives it on
        return;
      }
      sink.success(this);
      if (state.compareAndSet(State.GRANTED, State.GONE)) {
        seats.release(origin);
      }
    }

    /** By whoever receives it, at once, and to be released. */
    Permit take() {
      state.set(State.HELD);
      return this;
    }

    private void expire() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        seats.withdraw(origin, this);
        sink.success();
      }
    }

    private void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        seats.withdraw(origin, this); // CANCEL-04
      }
    }

    void release() {
      if (state.compareAndSet(State.HELD, State.GONE)) { // BOUND-05
        seats.release(origin);
      }
    }
  }
  // @end
}
