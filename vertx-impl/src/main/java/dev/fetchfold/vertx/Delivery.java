package dev.fetchfold.vertx;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** One run: its books are fields of the context; whoever comes from elsewhere leaves a task. */
final class Delivery implements Run, Intake.Sink {
  private final ContextInternal context;
  private final Attempts attempts;
  private final Executor consumer;
  private final Events events;
  private final Order order;
  private final Deadline deadline;
  private final Intake intake;

  /** Of each unsettled target what aborts it. */
  private final Set<Promise<Void>> unsettled = new HashSet<>();

  private final Map<Long, Outcome> early = new HashMap<>();
  private long next;
  private boolean exhausted;
  private OptionalLong timer = OptionalLong.empty();

  private volatile boolean cancelled;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile Receiver receiver;

  /** Outcomes are handed over by the consumer's executor, in their order. */
  Delivery(
      FetcherConfig config,
      Batch batch,
      Targets targets,
      ContextInternal context,
      Attempts attempts,
      Executor consumer,
      Events events) {
    this.context = context;
    this.attempts = attempts;
    this.consumer = consumer;
    this.events = events;
    this.order = batch.order();
    this.deadline = new Deadline(config, batch);
    this.intake = new Intake(targets, Windows.of(config, batch), deadline); // DEMAND-02
  }

  // @start region="deliver"
  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
    if (cancelled) {
      intake.start(this); // which only closes the source
    } else {
      onContext(this::take);
    }
  }

  private void take() {
    long nanos = deadline.nanosLeft();
    if (nanos != Long.MAX_VALUE) {
      timer =
          OptionalLong.of(context.setTimer(Attempts.millis(nanos), now -> intake.cut())); // TIME-04
    }
    intake.start(this);
  }

  @Override
  public void taken(Taken target) {
    context.emit(target, this::settle);
  }

  private void settle(Taken target) {
    if (cancelled) {
      return; // it came too late for the aborts
    }
    Promise<Void> abort = Promise.promise();
    Cancel cancel = new Cancel(() -> cancelled, abort.future());
    unsettled.add(abort);
    Future.succeededFuture(target)
        .compose(taken -> attempts.settle(taken, deadline.limits(taken), cancel))
        .onComplete(settled -> unsettled.remove(abort))
        .onSuccess(this::deliver)
        .onFailure(this::failed);
  }

  private void deliver(Outcome outcome) {
    deadline.note(outcome);
    if (order == Order.AS_COMPLETED) {
      hand(outcome); // ORDER-02
    } else {
      early.put(outcome.index(), outcome);
      Outcome turn;
      while ((turn = early.remove(next)) != null) { // ORDER-01
        next++;
        hand(turn);
      }
    }
    endIfSettled();
  }

  private void hand(Outcome outcome) {
    consumer.execute(() -> receiver.outcome(outcome));
  }

  @Override
  public void exhausted() {
    onContext(this::exhaust);
  }

  private void exhaust() {
    exhausted = true;
    endIfSettled();
  }

  private void endIfSettled() {
    if (exhausted && unsettled.isEmpty() && !cancelled) {
      stopTimer();
      consumer.execute(() -> receiver.end(deadline.end()));
    }
  }

  @Override
  public void delivered(Outcome outcome) {
    events.delivered(outcome);
    onContext(intake::delivered);
  }

  // @end

  // @start region="cancel"
  @Override
  public void failed(Throwable failure) {
    if (!cancelled) {
      cancel();
      onContext(() -> consumer.execute(() -> receiver.failed(failure))); // BATCH-04
    }
  }

  @Override
  public void cancel() {
    cancelled = true; // nothing begins any more
    intake.stop();
    onContext(this::abort);
  }

  private void abort() {
    stopTimer();
    List.copyOf(unsettled).forEach(Promise::tryComplete); // CANCEL-03
    early.clear();
  }

  private void stopTimer() {
    timer.ifPresent(context.owner()::cancelTimer);
    timer = OptionalLong.empty();
  }

  // @end

  /** After what it does now, whatever that is. */
  private void onContext(Runnable task) {
    try {
      context.runOnContext(now -> task.run());
    } catch (RejectedExecutionException ended) {
      // The fetcher is closed, and its loop with every book.
    }
  }
}
