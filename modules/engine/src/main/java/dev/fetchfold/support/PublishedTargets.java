package dev.fetchfold.support;

import dev.fetchfold.Target;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Targets that somebody publishes: requested as the window has room and the engine's own operators
 * ask (DEMAND-02), asked and cancelled as a callback (CLOSE-01) on whichever thread does so, where
 * they are expected not to block.
 */
public final class PublishedTargets implements TakenPublisher {
  private final Flow.Publisher<? extends Target> targets;
  private final Deadline deadline;
  private final Runs runs;
  private final Object lock = new Object();

  /** Under the lock: the window less what is requested of the targets and not delivered. */
  private long room;

  /** Under the lock: what the engine has requested and was not yet requested of the targets. */
  private long demand;

  private Flow.@Nullable Subscription subscription;

  /**
   * Not subscribed to.
   *
   * @param targets keep the rules of Reactive Streams
   * @param window how many targets may be requested and not delivered
   * @param deadline of the run, missed if one of them comes after it (TIME-04)
   * @param runs whose callbacks their methods are
   */
  public PublishedTargets(
      Flow.Publisher<? extends Target> targets, int window, Deadline deadline, Runs runs) {
    this.targets = targets;
    this.room = window;
    this.deadline = deadline;
    this.runs = runs;
  }

  @Override
  public boolean known() {
    return false;
  }

  @Override
  public void delivered() {
    request(1, 0);
  }

  private void request(long freed, long asked) {
    long granted;
    synchronized (lock) {
      room += freed;
      demand = Demand.plus(demand, asked);
      granted = Math.min(room, demand);
      room -= granted;
      demand = Demand.less(demand, granted);
    }
    Flow.Subscription subscribed = subscription;
    if (granted > 0 && subscribed != null) {
      runs.callback(() -> subscribed.request(granted));
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Taken> subscriber) {
    runs.callback(() -> targets.subscribe(new Taking(subscriber)));
  }

  /** By one thread at a time, as the targets are signalled. */
  private final class Taking implements Flow.Subscriber<Target>, Flow.Subscription {
    private final Flow.Subscriber<? super Taken> subscriber;
    private long index;
    private boolean over;

    Taking(Flow.Subscriber<? super Taken> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
      subscription = subscribed;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      PublishedTargets.this.request(0, n);
    }

    @Override
    public void cancel() {
      Flow.Subscription subscribed = subscription;
      if (subscribed != null) {
        runs.callback(subscribed::cancel);
      }
    }

    @Override
    public void onNext(Target target) {
      if (over) {
        return;
      }
      if (deadline.nanosLeft() > 0) {
        subscriber.onNext(new Taken(index++, target, System.nanoTime()));
      } else {
        deadline.miss();
        cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (!over) {
        over = true;
        subscriber.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (!over) {
        over = true;
        subscriber.onComplete();
      }
    }
  }
}
