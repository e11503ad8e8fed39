package dev.fetchfold.kit.reference;

import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;

/** A listener, as a fetcher calls it that keeps the interrupt status that was left. */
final class FaultyListener implements FetchListener {
  private static final ThreadLocal<Boolean> LEFT = ThreadLocal.withInitial(() -> false);

  private final FetchListener called;

  FaultyListener(FetchListener called) {
    this.called = called;
  }

  @Override
  public void on(FetchEvent event) {
    called.on(event);
    LEFT.set(Thread.currentThread().isInterrupted());
  }

  /** On the thread that called it last. */
  static void interruptAgain() {
    if (LEFT.get()) {
      LEFT.remove();
      Thread.currentThread().interrupt();
    }
  }
}
