package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Who may start: a promise per waiter, on the context; a permit is given back exactly once. */
final class Admission {
  private final Seats<Waiter> seats;
  private final Queue<Waiter> granted = new ArrayDeque<>();
  private boolean granting;

  Admission(FetcherConfig config) {
    this.seats = new Seats<>(config.maxConcurrency(), config.maxPerOrigin());
  }

  // @start region="admit"
  /**
   * A permit, when it is its turn.
   *
   * @param turn completed then; whoever completes it otherwise waits no more (CANCEL-04)
   */
  Future<Optional<Permit>> admit(Origin origin, Promise<Optional<Permit>> turn, Cancel cancel) {
    Waiter waiter = new Waiter(origin, turn, cancel);
    grant(seats.offer(origin, waiter));
    return turn.future().onComplete(over -> seats.withdraw(origin, waiter));
  }

  /** A place in the line. */
  private record Waiter(Origin origin, Promise<Optional<Permit>> turn, Cancel cancel) {}

  /** One attempt in flight. */
  final class Permit {
    private final Origin origin;
    private boolean open = true;

    private Permit(Origin origin) {
      this.origin = origin;
    }

    void release() {
      if (open) { // BOUND-05
        open = false;
        grant(seats.release(origin));
      }
    }
  }

  /** One after another: an attempt that fails at once must not recurse. */
  private void grant(List<Waiter> waiters) {
    granted.addAll(waiters);
    if (granting) {
      return;
    }
    granting = true;
    try {
      Waiter next;
      while ((next = granted.poll()) != null) {
        begin(next);
      }
    } finally {
      granting = false;
    }
  }

  private void begin(Waiter waiter) {
    Permit permit = new Permit(waiter.origin());
    boolean wanted = !waiter.cancel().isRequested(); // CANCEL-02: this is the grant
    if (!wanted || !waiter.turn().tryComplete(Optional.of(permit))) {
      permit.release(); // cancelled, or gone, between the decision and the hand-over: gives it on
    }
  }
  // @end
}
