package dev.fetchfold.support;

import dev.fetchfold.Outcome;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The face {@code publisher}: each subscription is a run (DEMAND-05). Attempts go on, up to the
 * window, while nothing is requested (DEMAND-03). Signals come on the thread that settled a target,
 * or on the one that requested more; a subscriber that blocks holds up that thread.
 */
public final class FlowFace implements Flow.Publisher<Outcome> {
  private static final System.Logger LOG = System.getLogger(FlowFace.class.getName());

  private final Runs runs;
  private final Supplier<? extends Run> opener;

  /**
   * A cold publisher.
   *
   * @param runs the fetcher's books
   * @param opener makes the run of a subscription; what it throws is signalled to {@code onError}
   */
  public FlowFace(Runs runs, Supplier<? extends Run> opener) {
    this.runs = runs;
    this.opener = opener;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Outcome> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber"); // Reactive Streams §1.9
    Subscribed subscribed;
    try {
      subscribed = new Subscribed(runs, opener.get(), subscriber);
      runs.begin(subscribed);
    } catch (IllegalStateException e) {
      refuse(subscriber, e);
      return;
    }
    subscribed.start();
  }

  private void refuse(Flow.Subscriber<? super Outcome> subscriber, IllegalStateException why) {
    runs.callback(
        () -> {
          subscriber.onSubscribe(Refused.SUBSCRIPTION);
          subscriber.onError(why);
        });
  }

  /** The subscription of a subscriber that gets an error at once. */
  private enum Refused implements Flow.Subscription {
    SUBSCRIPTION;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  /** One subscription. {@code wanted} keeps its signals serial (Reactive Streams §1.3). */
  private static final class Subscribed implements Flow.Subscription, Runs.Member {
    private final Runs runs;
    private final Run run;
    private final Flow.Subscriber<? super Outcome> subscriber;
    private final Inbox inbox = new Inbox(this::wake);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wanted = new AtomicInteger(1); // until onSubscribe has returned
    private volatile boolean cancelled;
    private boolean over;

    Subscribed(Runs runs, Run run, Flow.Subscriber<? super Outcome> subscriber) {
      this.runs = runs;
      this.run = run;
      this.subscriber = subscriber;
    }

    void start() {
      callback(() -> subscriber.onSubscribe(this));
      run.start(inbox);
      drain(1);
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        fail(new IllegalArgumentException("requested " + n + ", expected 1 or more (§3.9)"));
        return;
      }
      demand.accumulateAndGet(n, Demand::plus);
      wake();
    }

    @Override
    public void cancel() {
      cancelled = true;
      run.cancel();
      wake();
    }

    @Override
    public void shutdown() {
      fail(new CancellationException("the fetcher was shut down"));
    }

    private void fail(Throwable failure) {
      run.cancel();
      inbox.fail(failure);
    }

    private void wake() {
      if (wanted.getAndIncrement() == 0) {
        drain(1);
      }
    }

    private void drain(int first) {
      int seen = first;
      do {
        if (!over) {
          signal();
        }
        seen = wanted.addAndGet(-seen);
      } while (seen != 0);
    }

    private void signal() {
      while (true) {
        Last signal = inbox.last();
        if (cancelled) {
          conclude(() -> {});
          return;
        }
        if (signal instanceof Last.Failed failed) {
          conclude(() -> subscriber.onError(failed.failure()));
          return;
        }
        Outcome outcome = demand.get() > 0 ? inbox.poll() : null; // DEMAND-01
        if (outcome != null) {
          deliver(outcome);
        } else if (signal != null && inbox.isEmpty()) {
          conclude(subscriber::onComplete);
          return;
        } else {
          return;
        }
      }
    }

    private void deliver(Outcome outcome) {
      demand.updateAndGet(Demand::lessOne);
      callback(() -> subscriber.onNext(outcome));
      run.delivered(outcome);
    }

    private void conclude(Runnable lastSignal) {
      over = true;
      inbox.clear();
      callback(lastSignal);
      runs.end(this);
    }

    /** What a subscriber throws ends the run; it gets no further signal (FOLD-02, §2.13). */
    private void callback(Runnable call) {
      try {
        runs.callback(call);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "a subscriber threw, its run is cancelled", t);
        cancelled = true;
        run.cancel();
      }
    }
  }
}
