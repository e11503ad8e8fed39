package dev.fetchfold.cli;

import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchListener;
import java.util.concurrent.atomic.AtomicInteger;

/** How many attempts were in flight at once, at most. */
final class InFlight implements FetchListener {
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  @Override
  public void on(FetchEvent event) {
    switch (event) {
      case FetchEvent.AttemptStarted started ->
          peak.accumulateAndGet(now.incrementAndGet(), Math::max);
      case FetchEvent.AttemptEnded ended -> now.decrementAndGet();
      case FetchEvent.Settled settled -> {}
      case FetchEvent.Delivered delivered -> {}
    }
  }

  /**
   * The peak so far.
   *
   * @return attempts
   */
  int peak() {
    return peak.get();
  }
}
