package dev.fetchfold.rxjava;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;

/** One run: {@code flatMap} is the window, {@code concatMapEager} the order. */
final class Delivery implements Run, Intake.Sink {
  private final Attempts attempts;
  private final FlowableTransformer<Outcome, Outcome> handOver;
  private final Workers workers;
  private final Events events;
  private final Order order;
  private final int window;
  private final Deadline deadline;
  private final Intake intake;

  /** What a cancel disposes of: the subscriptions and the timer. */
  private final CompositeDisposable open = new CompositeDisposable();

  private volatile boolean cancelled;

  @SuppressWarnings("NullAway.Init") // set by start
  private volatile Receiver receiver;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile FlowableEmitter<Taken> taken;

  Delivery(
      FetcherConfig config,
      Batch batch,
      Targets targets,
      Attempts attempts,
      FlowableTransformer<Outcome, Outcome> handOver,
      Workers workers,
      Events events) {
    this.attempts = attempts;
    this.handOver = handOver;
    this.workers = workers;
    this.events = events;
    this.order = batch.order();
    this.window = config.window(batch);
    this.deadline = new Deadline(config, batch);
    this.intake = new Intake(targets, window, deadline, this); // DEMAND-02
  }

  // @start region="deliver"
  /** What {@code create} buffers is part of the window: the intake takes no more. */
  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
    Flowable<Taken> targets = Flowable.create(this::take, BackpressureStrategy.BUFFER);
    Flowable<Outcome> outcomes =
        switch (order) {
          case AS_COMPLETED -> targets.flatMapSingle(this::settle, false, window); // ORDER-02
          case IN_ORDER -> targets.concatMapEager(this::settleApart, window, 1); // ORDER-01
        };
    outcomes.compose(handOver).subscribe(this::deliver, this::failed, this::end, open);
  }

  private void take(FlowableEmitter<Taken> emitter) {
    taken = emitter;
    if (deadline.nanosLeft() != Long.MAX_VALUE) {
      open.add(workers.after(deadline.nanosLeft()).subscribe(intake::cut)); // TIME-04
    }
    intake.start();
  }

  private Single<Outcome> settle(Taken target) {
    return attempts.settle(target, deadline.limits(target), () -> cancelled);
  }

  @Override
  public void taken(Taken target) {
    taken.onNext(target);
  }

  @Override
  public void exhausted() {
    taken.onComplete();
  }

  @Override
  public void cut() {
    deadline.miss();
    taken.onComplete();
  }

  private void deliver(Outcome outcome) {
    deadline.note(outcome);
    receiver.outcome(outcome);
  }

  private void end() {
    open.dispose();
    if (!cancelled) {
      receiver.end(deadline.end());
    }
  }

  @Override
  public void delivered(Outcome outcome) {
    events.delivered(outcome);
    intake.delivered();
  }

  // @end

  // @start region="cancel"
  @Override
  public void failed(Throwable failure) {
    cancel();
    receiver.failed(failure); // BATCH-04
  }

  @Override
  public void cancel() {
    cancelled = true; // before the aborts, whose permits must not go to targets of this run
    intake.stop();
    open.dispose(); // CANCEL-03
  }

  /**
   * Each target a subscription of its own, to be disposed of on the thread that cancels: {@code
   * flatMap} does so, {@code concatMapEager} leaves it to the thread that is draining it.
   */
  private Flowable<Outcome> settleApart(Taken target) {
    return Single.<Outcome>create(emitter -> emitter.setDisposable(settle(target, emitter)))
        .toFlowable();
  }

  private Disposable settle(Taken target, SingleEmitter<Outcome> emitter) {
    return settle(target).subscribe(emitter::onSuccess, emitter::tryOnError, open);
  }
  // @end
}
