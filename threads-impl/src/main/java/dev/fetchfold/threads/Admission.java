package dev.fetchfold.threads;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Who may start: a monitor decides, a thread of the pool does it; a permit is given back once. */
final class Admission {
  private final Seats<Permit> seats;
  private final Executor pool;

  /** The pool has a thread for each permit, so that who is granted one waits for no thread. */
  Admission(FetcherConfig config, Executor pool) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
    this.pool = pool;
  }

  // @start region="admit"
  /** Puts it in its origin's line; its attempt is made on a thread of the pool when it is next. */
  void admit(Permit permit) {
    List<Permit> next = List.of();
    synchronized (seats) {
      if (permit.state == Permit.State.NEW) { // or it left before it came
        permit.state = Permit.State.WAITING;
        next = granted(seats.offer(permit.origin, permit));
      }
    }
    start(next);
  }

  /** A permit that is not in a line yet, and what to do with it. */
  Permit permit(Origin origin, BooleanSupplier cancelled, Consumer<Permit> attempt) {
    return new Permit(origin, cancelled, attempt);
  }

  /** First a place in the line, then one attempt in flight. Its state belongs to the monitor. */
  final class Permit implements AutoCloseable {
    private enum State {
      NEW,
      WAITING,
      GRANTED,
      HELD,
      GONE
    }

    private final Origin origin;
    private final BooleanSupplier cancelled;
    private final Consumer<Permit> attempt;
    private State state = State.NEW;

    private Permit(Origin origin, BooleanSupplier cancelled, Consumer<Permit> attempt) {
      this.origin = origin;
      this.cancelled = cancelled;
      this.attempt = attempt;
    }

    /** Its turn has come, on a thread of the pool; unless it has left meanwhile, or is about to. */
    private void begin() {
      if (cancelled.getAsBoolean()) {
        leave(); // CANCEL-02: it may be the permit of one that was aborted before this one is
        return;
      }
      synchronized (seats) {
        if (state != State.GRANTED) {
          return;
        }
        state = State.HELD;
      }
      attempt.accept(this);
    }

    /** Wants it no more: true if its attempt had not begun, which then never does (CANCEL-04). */
    boolean leave() {
      List<Permit> next = List.of();
      synchronized (seats) {
        switch (state) {
          case NEW -> {}
          case WAITING -> seats.withdraw(origin, this);
          case GRANTED -> next = granted(seats.release(origin)); // gives it on
          case HELD, GONE -> {
            return false;
          }
        }
        state = State.GONE;
      }
      start(next);
      return true;
    }

    @Override
    public void close() {
      List<Permit> next = List.of();
      synchronized (seats) {
        if (state == State.HELD) { // BOUND-05
          state = State.GONE;
          next = granted(seats.release(origin));
        }
      }
      start(next);
    }
  }

  /** In the monitor: a permit is granted once, and then is in no line any more. */
  private static List<Permit> granted(List<Permit> permits) {
    permits.forEach(permit -> permit.state = Permit.State.GRANTED);
    return permits;
  }

  /** Outside the monitor. */
  private void start(List<Permit> permits) {
    permits.forEach(permit -> pool.execute(permit::begin));
  }
  // @end
}
