package dev.fetchfold.rxjava;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.support.Serial;
import dev.fetchfold.url.Origin;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeEmitter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Who may start: an emitter per waiter, withdrawn on dispose; a permit is given back once. */
final class Admission {
  private final Seats<Permit> seats;
  private final Workers workers;

  /** One after another: an attempt that fails at once must not recurse. */
  private final Executor granting = new Serial(Runnable::run);

  Admission(FetcherConfig config, Workers workers) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
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
      grant(offer(this));
      if (state.get() == State.GONE) {
        withdraw(this); // disposed of before it was in the line
      }
    }

    /**
     * {@code onSuccess} does not tell whether the permit was received; the receiver confirms that
     * by {@link #take()}.
     */
    private void begin() {
      State granted = cancelled.getAsBoolean() ? State.GONE : State.GRANTED; // CANCEL-02
      if (!state.compareAndSet(State.WAITING, granted) || granted == State.GONE) {
        giveBack(origin); // cancelled between the decision and the hand-over: gives it on
        return;
      }
      emitter.onSuccess(this);
      if (state.compareAndSet(State.GRANTED, State.GONE)) {
        giveBack(origin);
      }
    }

    /** By whoever receives it, at once, and to be released. */
    Permit take() {
      state.set(State.HELD);
      return this;
    }

    void release() {
      if (state.compareAndSet(State.HELD, State.GONE)) { // BOUND-05
        giveBack(origin);
      }
    }

    /** Called when it is disposed of, and, without effect, after it was emitted. */
    private void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        withdraw(this); // CANCEL-04
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
