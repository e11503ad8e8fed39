package dev.fetchfold.rxjava;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.support.SharedSeats;
import dev.fetchfold.url.Origin;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeEmitter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Who may start: an emitter per waiter, withdrawn on dispose; a permit is given back once. */
final class Admission {
  private final SharedSeats<Permit> seats;
  private final Workers workers;

  Admission(FetcherConfig config, Workers workers) {
    this.seats = new SharedSeats<>(config, Permit::begin);
    this.workers = workers;
  }

  // @start region="admit"
  /** A permit, when it is the subscriber's turn; empty if the target's time ends first. */
  Maybe<Permit> admit(Origin origin, Limits limits, BooleanSupplier cancelled) {
    return Maybe.defer(() -> admit(origin, limits.waiting().nanos(), cancelled));
  }

  private Maybe<Permit> admit(Origin origin, long nanos, BooleanSupplier cancelled) {
    if (nanos <= 0) {
      return Maybe.empty();
    }
    Maybe<Permit> turn = Maybe.create(emitter -> new Permit(origin, cancelled, emitter).await());
    return nanos == Long.MAX_VALUE ? turn : turn.takeUntil(workers.after(nanos).toMaybe());
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
    private final MaybeEmitter<Permit> emitter;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    private Permit(Origin origin, BooleanSupplier cancelled, MaybeEmitter<Permit> emitter) {
      this.origin = origin;
      this.cancelled = cancelled;
      this.emitter = emitter;
    }

    private void await() {
      emitter.setCancellable(this::leave);
      seats.offer(origin, this);
      if (state.get() == State.GONE) {
        seats.withdraw(origin, this); // disposed of before it was in the line
      }
    }

    /**
     * {@code onSuccess} does not tell whether the permit was received; the receiver confirms that
     * by {@link #take()}.
     */
    private void begin() {
      State granted = cancelled.getAsBoolean() ? State.GONE : State.GRANTED; // CANCEL-02
      if (!state.compareAndSet(State.WAITING, granted) || granted == State.GONE) {
        seats.release(origin); // cancelled between the decision and the hand-over: gives it on
        return;
      }
      emitter.onSuccess(this);
      if (state.compareAndSet(State.GRANTED, State.GONE)) {
        seats.release(origin);
      }
    }

    /** By whoever receives it, at once, and to be released. */
    Permit take() {
      state.set(State.HELD);
      return this;
    }

    void release() {
      if (state.compareAndSet(State.HELD, State.GONE)) { // BOUND-05
        seats.release(origin);
      }
    }

    /** Called when it is disposed of, and, without effect, after it was emitted. */
    private void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        seats.withdraw(origin, this); // CANCEL-04
      }
    }
  }
  // @end
}
