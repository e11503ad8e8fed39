package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/** One run: {@code flatMap} is the window, {@code flatMapSequential} the order. */
final class Delivery extends BaseSubscriber<Outcome> implements Run, Intake.Sink {
  private final Attempts attempts;
  private final Events events;
  private final Order order;
  private final int window;
  private final Deadline deadline;
  private final Intake intake;
  private final Disposable.Swap timer = Disposables.swap();

  @SuppressWarnings("NullAway.Init") // set by start
  private volatile Receiver receiver;

  @SuppressWarnings("NullAway.Init") // set by start
  private volatile FluxSink<Taken> taken;

  Delivery(FetcherConfig config, Batch batch, Targets targets, Attempts attempts, Events events) {
    this.attempts = attempts;
    this.events = events;
    this.order = batch.order();
    this.window = config.window(batch);
    this.deadline = new Deadline(config, batch);
    this.intake = new Intake(targets, window, this); // DEMAND-02
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
    outcomes.subscribe(this);
  }

  private void take(FluxSink<Taken> sink) {
    taken = sink;
    if (deadline.nanosLeft() != Long.MAX_VALUE) {
      timer.update(
          Schedulers.parallel()
              .schedule(intake::cut, deadline.nanosLeft(), TimeUnit.NANOSECONDS)); // TIME-04
    }
    intake.start();
  }

  private Mono<Outcome> settle(Taken target) {
    Limits limits = deadline.limits(target);
    return attempts.settle(target, limits);
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

  @Override
  protected void hookOnNext(Outcome outcome) {
    deadline.note(outcome);
    receiver.outcome(outcome);
  }

  @Override
  protected void hookOnComplete() {
    receiver.end(deadline.end());
  }

  @Override
  public void delivered(Outcome outcome) {
    events.delivered(outcome);
    intake.delivered();
  }

  // @end

  // @start region="cancel"
  @Override
  protected void hookOnError(Throwable failure) {
    receiver.failed(failure);
  }

  @Override
  public void failed(Throwable failure) {
    cancel(); // CANCEL-03: from operator to operator
    receiver.failed(failure); // BATCH-04
  }

  /** After the end, an error or a cancel: nothing more is taken. */
  @Override
  protected void hookFinally(SignalType how) {
    intake.stop();
    timer.dispose();
  }
  // @end
}
