package dev.fetchfold.rxjava;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.TakenPublisher;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import java.util.function.Consumer;
import org.reactivestreams.FlowAdapters;

/**
 * One run: {@code flatMapSingle} is the window, {@code concatMapEager} the order. They request one
 * target more when they have passed an outcome on; it is taken when that was also dealt with.
 */
final class Delivery implements Run {
  private final TakenPublisher targets;
  private final Deadline deadline;
  private final Attempts attempts;
  private final Workers workers;
  private final Events events;
  private final Order order;
  private final int window;

  /** Ends the run, which takes nothing more then. */
  private final SerialDisposable subscription = new SerialDisposable();

  /** One per unsettled target that {@code flatMapSingle} does not dispose of by itself. */
  private final CompositeDisposable aborts = new CompositeDisposable();

  private volatile boolean cancelled;

  Delivery(
      FetcherConfig config,
      Batch batch,
      TakenPublisher targets,
      Deadline deadline,
      Attempts attempts,
      Workers workers,
      Events events) {
    this.targets = targets;
    this.deadline = deadline;
    this.attempts = attempts;
    this.workers = workers;
    this.events = events;
    this.order = batch.order();
    this.window = Windows.of(config, batch); // DEMAND-02
  }

  // @start region="deliver"
  @Override
  public void start(Receiver receiver) {
    Disposable unused =
        deliver(receiver::failed)
            .doOnNext(deadline::note)
            .subscribe(receiver::outcome, receiver::failed, () -> receiver.end(deadline.end()));
  }

  /**
   * The run itself, to be subscribed to once.
   *
   * @param failed told that the source has failed, when everything is aborted: were it signalled
   *     through operators that are being disposed of, it might be undeliverable (OUT-05)
   */
  Flowable<Outcome> deliver(Consumer<Throwable> failed) {
    Flowable<Taken> taken =
        untilDeadline(
            Flowable.fromPublisher(FlowAdapters.toPublisher(targets))
                .onErrorResumeNext(failure -> fail(failure, failed)));
    Flowable<Outcome> outcomes =
        switch (order) {
          case AS_COMPLETED -> taken.flatMapSingle(this::settle, false, window); // ORDER-02
          case IN_ORDER -> taken.concatMapEager(this::settleApart, window, 1); // ORDER-01
        };
    return outcomes.doOnSubscribe(
        subscribed -> subscription.set(Disposable.fromSubscription(subscribed)));
  }

  private Flowable<Taken> untilDeadline(Flowable<Taken> taken) {
    long left = deadline.nanosLeft();
    return targets.known() || left == Long.MAX_VALUE
        ? taken
        : taken.takeUntil(workers.after(left).doOnComplete(deadline::miss).toFlowable()); // TIME-04
  }

  private Single<Outcome> settle(Taken target) {
    return attempts.settle(target, deadline.limits(target), () -> cancelled);
  }

  @Override
  public void delivered(Outcome outcome) {
    events.delivered(outcome);
    targets.delivered();
  }

  // @end

  // @start region="cancel"
  private Flowable<Taken> fail(Throwable failure, Consumer<Throwable> failed) {
    cancel();
    failed.accept(failure); // BATCH-04
    return Flowable.never();
  }

  @Override
  public void cancel() {
    cancelled = true; // before the aborts, whose permits must not go to targets of this run
    subscription.dispose();
    aborts.dispose(); // CANCEL-03
  }

  /**
   * Each target a subscription of its own, to be disposed of on the thread that cancels: {@code
   * flatMapSingle} does so, {@code concatMapEager} leaves it to the thread that is draining it.
   */
  private Flowable<Outcome> settleApart(Taken target) {
    return Single.<Outcome>create(emitter -> emitter.setDisposable(settle(target, emitter)))
        .toFlowable();
  }

  private Disposable settle(Taken target, SingleEmitter<Outcome> emitter) {
    return settle(target).subscribe(emitter::onSuccess, emitter::tryOnError, aborts);
  }
  // @end
}
