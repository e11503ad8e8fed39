package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Serial;
import dev.fetchfold.url.Origin;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Who may start: a sink per waiter, withdrawn on cancel; a permit is given back exactly once. */
final class Admission {
  private final Seats<Permit> seats;
  private final Alarms alarms;

  /** One after another: an attempt that fails at once must not recurse. */
  private final Executor granting = new Serial(Runnable::run);

  Admission(FetcherConfig config, Alarms alarms) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
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
      grant(offer(this));
      if (state.get() == State.GONE) {
        withdraw(this); // cancelled before it was in the line
      }
    }

    /**
     * {@code success} does not tell whether the permit was received; the receiver confirms that by
     * {@link #take()}.
     */
    private void begin() {
      State granted = cancelled.getAsBoolean() ? State.GONE : State.GRANTED; // CANCEL-02
      if (!state.compareAndSet(State.WAITING, granted) || granted == State.GONE) {
        giveBack(origin); // cancelled between the decision and the hand-over: gives it on
        return;
      }
      sink.success(this);
      if (state.compareAndSet(State.GRANTED, State.GONE)) {
        giveBack(origin);
      }
    }

    /** By whoever receives it, at once, and to be released. */
    Permit take() {
      state.set(State.HELD);
      return this;
    }

    private void expire() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        withdraw(this);
        sink.success();
      }
    }

    private void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        withdraw(this); // CANCEL-04
      }
    }

    void release() {
      if (state.compareAndSet(State.HELD, State.GONE)) { // BOUND-05
        giveBack(origin);
      }
    }
  }

  private List<Permit> offer(Permit permit) {
    synchronized (seats) {
      return seats.offer(permit.origin, permit);
    }
  }

  private void withdraw(Permit permit) {
    synchronized (seats) {
      seats.withdraw(permit.origin, permit);
    }
  }

  private void giveBack(Origin origin) {
    List<Permit> next;
    synchronized (seats) {
      next = seats.release(origin);
    }
    grant(next);
  }

  /** Outside the monitor. */
  private void grant(List<Permit> permits) {
    permits.forEach(permit -> granting.execute(permit::begin));
  }
  // @end
}
