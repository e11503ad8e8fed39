package dev.fetchfold.kit.rules.run;

import dev.fetchfold.Batch;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A source that sees, in {@code next()}, how many targets are taken and not delivered.
 *
 * <p>An outcome counts as delivered just before its handler returns, so the figure may be too low,
 * never too high.
 */
final class Meter {
  private final Feed feed;
  private final AtomicInteger delivered = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  Meter(Trial trial, IntFunction<Target> make) {
    this.feed = Feed.endless(trial, index -> measured(make.apply(index), index));
  }

  Batch batch(int window) {
    return feed.batch().window(window);
  }

  /** A handler that counts deliveries. */
  Handler counting(Handler handler) {
    return outcome -> count(handler, outcome);
  }

  int taken() {
    return feed.taken();
  }

  void expectWithin(Trial trial, int window) {
    trial.expect(
        most.get() <= window,
        "at most " + window + " targets taken and not delivered",
        most.get() + " after " + feed.taken() + " were taken");
    trial.expect(!feed.askedByTwo(), "one thread at a time in the source", "two threads");
  }

  private Target measured(Target target, int index) {
    int outstanding = index + 1 - delivered.get();
    most.accumulateAndGet(outstanding, Math::max);
    return target;
  }

  private void count(Handler handler, Outcome outcome) throws InterruptedException {
    handler.on(outcome);
    delivered.incrementAndGet();
  }
}
