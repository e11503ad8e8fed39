package dev.fetchfold.reactor;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.TakenPublisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One run: {@code flatMap} is the window, {@code flatMapSequential} the order. They request one
 * target more when they have passed an outcome on; it is taken when that was also dealt with.
 */
final class Delivery implements Run {
  private final TakenPublisher targets;
  private final Deadline deadline;
  private final Attempts attempts;
  private final Alarms alarms;
  private final Events events;
  private final Order order;
  private final int window;

  /** Ends the run, which takes nothing more then. */
  private final Disposable.Swap subscription = Disposables.swap();

  /** One per unsettled target. */
  private final Disposable.Composite aborts = Disposables.composite();

  private volatile boolean cancelled;

  Delivery(
      FetcherConfig config,
      Batch batch,
      TakenPublisher targets,
      Deadline deadline,
      Attempts attempts,
      Alarms alarms,
      Events events) {
    this.targets = targets;
    this.deadline = deadline;
    this.attempts = attempts;
    this.alarms = alarms;
    this.events = events;
    this.order = batch.order();
    this.window = Windows.of(config, batch); // DEMAND-02
  }

  // @start region="deliver"
  @Override
  public void start(Receiver receiver) {
    deliver()
        .doOnNext(deadline::note)
        .subscribe(receiver::outcome, receiver::failed, () -> receiver.end(deadline.end()));
  }

  /**
   * The run itself, to be subscribed to once. An aborted target is empty, which lets those behind
   * it through: they are not delivered.
   */
  Flux<Outcome> deliver() {
    Flux<Taken> taken = taken().doOnError(failure -> abort()); // BATCH-04
    Flux<Outcome> outcomes =
        order == Order.IN_ORDER
            ? taken.flatMapSequential(this::settle, window, 1) // ORDER-01
            : taken.flatMap(this::settle, window, 1); // ORDER-02
    return outcomes
        .filter(outcome -> !cancelled)
        .doOnSubscribe(subscribed -> subscription.update(subscribed::cancel));
  }

  private Flux<Taken> taken() {
    Flux<Taken> all = JdkFlowAdapter.flowPublisherToFlux(targets);
    boolean cut = deadline.nanosLeft() != Long.MAX_VALUE && !targets.known();
    return cut ? all.takeUntilOther(Mono.create(this::untilDeadline)) : all; // TIME-04
  }

  private void untilDeadline(MonoSink<Void> sink) {
    Runnable miss =
        () -> {
          deadline.miss();
          sink.success();
        };
    sink.onDispose(alarms.in(deadline.nanosLeft(), miss)::close);
  }

  private Mono<Outcome> settle(Taken target) {
    return attempts
        .settle(target, deadline.limits(target), () -> cancelled)
        .takeUntilOther(Mono.create(this::untilCancelled));
  }

  @Override
  public void delivered(Outcome outcome) {
    events.delivered(outcome);
    targets.delivered();
  }

  // @end

  // @start region="cancel"
  @Override
  public void cancel() {
    cancelled = true; // before the aborts, whose permits must not go to targets of this run
    subscription.dispose();
    aborts.dispose();
  }

  /**
   * Each target by itself and on this thread: {@code flatMap} would leave it to the thread that is
   * delivering, which may be in a subscriber that does not return (CANCEL-03).
   */
  private void abort() {
    cancelled = true;
    aborts.dispose();
  }

  private void untilCancelled(MonoSink<Void> sink) {
    Disposable abort = sink::success;
    sink.onDispose(() -> aborts.remove(abort));
    aborts.add(abort);
  }
  // @end
}
