package dev.fetchfold.httpcore5;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What an abort has to end just now: a look-up, a socket, a connection. One per call.
 *
 * <p>Whoever gets hold of something says so before using it, so that an abort finds it, however
 * early or late it comes; once the call has let go, an abort touches nothing (CANCEL-06: the
 * connection may be another call's by then).
 */
final class AbortHandle {
  private final AtomicReference<State> state = new AtomicReference<>(new Idle());

  private sealed interface State {}

  /** Nothing to end yet. */
  private record Idle() implements State {}

  /** An abort runs {@code end}. */
  private record Holding(Runnable end) implements State {}

  /** The call is over: an abort has no effect. */
  private record Over() implements State {}

  /** The abort came. */
  private record Aborted() implements State {}

  /** Holds this instead of what was held before; ends it at once if the abort has come already. */
  void hold(Runnable end) throws AbortedException {
    State before = state.get();
    while (!(before instanceof Aborted)) {
      if (state.compareAndSet(before, new Holding(end))) {
        return;
      }
      before = state.get();
    }
    end.run();
    throw new AbortedException();
  }

  /** From here on an abort has no effect. */
  void letGo() throws AbortedException {
    State before = state.get();
    while (!(before instanceof Aborted)) {
      if (state.compareAndSet(before, new Over())) {
        return;
      }
      before = state.get();
    }
    throw new AbortedException();
  }

  /** Ends what is held; true for the first of several calls, if it came before the call let go. */
  boolean abort() {
    State before = state.get();
    while (before instanceof Idle || before instanceof Holding) {
      if (state.compareAndSet(before, new Aborted())) {
        if (before instanceof Holding holding) {
          holding.end().run();
        }
        return true;
      }
      before = state.get();
    }
    return false;
  }

  /** Whether the abort came before the call let go. */
  boolean isAborted() {
    return state.get() instanceof Aborted;
  }
}
