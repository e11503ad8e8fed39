package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One run: {@code flatMap} is the window, {@code flatMapSequential} the order. */
final class Delivery implements Run, Intake.Sink {
  private final Attempts attempts;
  private final Alarms alarms;
  private final Events events;
  private final Order order;
  private final int window;
  private final Deadline deadline;
  private final Intake intake;

  /** What a cancel disposes of: the subscription, the timer, and an abort per unsettled target. */
  private final Disposable.Composite open = Disposables.composite();

  private volatile boolean cancelled;

  @SuppressWarnings("NullAway.Init") // set by start
  private volatile Receiver receiver;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile FluxSink<Taken> taken;

  Delivery(
      FetcherConfig config,
      Batch batch,
      Targets targets,
      Attempts attempts,
      Alarms alarms,
      Events events) {
    this.attempts = attempts;
    this.alarms = alarms;
    this.events = events;
    this.order = batch.order();
    this.window = config.window(batch);
    this.deadline = new Deadline(config, batch);
    this.intake = new Intake(targets, window, deadline, this); // DEMAND-02
  }

  // @start region="deliver"
  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
    Flux<Taken> targets = Flux.push(this::take);
    Flux<Outcome> outcomes =
        order == Order.IN_ORDER
            ? targets.flatMapSequential(this::settle, window, 1) // ORDER-01
            : targets.flatMap(this::settle, window, 1); // ORDER-02
    open.add(outcomes.subscribe(this::deliver, this::failed, this::end));
  }

  private void take(FluxSink<Taken> sink) {
    taken = sink;
    open.add(alarms.in(deadline.nanosLeft(), intake::cut)::close); // TIME-04
    intake.start();
  }

  private Mono<Outcome> settle(Taken target) {
    return attempts
        .settle(target, deadline.limits(target), () -> cancelled)
        .takeUntilOther(Mono.create(this::untilCancelled));
  }

  @Override
  public void taken(Taken target) {
    taken.next(target);
  }

  @Override
  public void exhausted() {
    taken.complete();
  }

  @Override
  public void cut() {
    deadline.miss();
    taken.complete();
  }

  /** An aborted target is empty, which lets those behind it through: they are not delivered. */
  private void deliver(Outcome outcome) {
    if (!cancelled) {
      deadline.note(outcome);
      receiver.outcome(outcome);
    }
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

  /**
   * Each target by itself and on this thread: {@code flatMap} would leave it to the thread that is
   * delivering, which may be in a subscriber that does not return (CANCEL-03).
   */
  @Override
  public void cancel() {
    cancelled = true; // before the aborts, whose permits must not go to targets of this run
    intake.stop();
    open.dispose();
  }

  private void untilCancelled(MonoSink<Void> sink) {
    Disposable abort = sink::success;
    sink.onDispose(() -> open.remove(abort));
    open.add(abort);
  }
  // @end
}
