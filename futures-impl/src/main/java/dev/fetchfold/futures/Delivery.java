package dev.fetchfold.futures;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Serial;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run: what is settled goes to the receiver, one after another; in order, by a chain. */
final class Delivery implements Run, Intake.Sink {
  private final Attempts attempts;
  private final Alarms alarms;
  private final Events events;
  private final Order order;
  private final Deadline deadline;
  private final Intake intake;

  /** One after another, so that the end comes after the last outcome. */
  private final Executor own;

  /** One per unsettled target. */
  private final Set<Runnable> aborts = ConcurrentHashMap.newKeySet();

  /** Targets whose outcome is not with the receiver; the source counts as one. */
  private final AtomicLong unsettled = new AtomicLong(1);

  private CompletableFuture<@Nullable Void> before = CompletableFuture.completedFuture(null);
  private volatile boolean cancelled;
  private volatile Alarms.@Nullable Alarm alarm;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile Receiver receiver;

  Delivery(
      FetcherConfig config,
      Batch batch,
      Targets targets,
      Attempts attempts,
      Executor delivering,
      Alarms alarms,
      Events events) {
    this.attempts = attempts;
    this.own = new Serial(delivering);
    this.alarms = alarms;
    this.events = events;
    this.order = batch.order();
    this.deadline = new Deadline(config, batch);
    this.intake = new Intake(targets, Windows.of(config, batch), deadline); // DEMAND-02
  }

  // @start region="deliver"
  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
    alarm = alarms.in(deadline.nanosLeft(), intake::cut); // TIME-04
    intake.start(this);
  }

  @Override
  public void taken(Taken taken) {
    unsettled.incrementAndGet();
    CompletableFuture<Outcome> outcome =
        attempts.settle(taken, deadline.limits(taken), () -> cancelled);
    Runnable abort = () -> outcome.cancel(false);
    aborts.add(abort);
    if (cancelled) {
      abort.run(); // it came too late for the others' aborts
    }
    outcome.whenComplete((settled, thrown) -> ended(abort, thrown));
    switch (order) {
      case AS_COMPLETED -> outcome.thenAcceptAsync(this::deliver, own); // ORDER-02
      case IN_ORDER -> // ORDER-01
          before = before.thenAcceptBothAsync(outcome, (done, next) -> deliver(next), own);
    }
  }

  private void deliver(Outcome outcome) {
    deadline.note(outcome);
    receiver.outcome(outcome);
    settledOne();
  }

  @Override
  public void exhausted() {
    own.execute(this::settledOne);
  }

  private void settledOne() {
    if (unsettled.decrementAndGet() == 0 && !cancelled) {
      stopAlarm();
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
  /** A target fails when it is aborted, or something threw. */
  private void ended(Runnable abort, @Nullable Throwable thrown) {
    aborts.remove(abort);
    if (thrown != null && !cancelled) {
      Throwable cause = thrown.getCause(); // a stage wraps what it throws
      failed(thrown instanceof CompletionException && cause != null ? cause : thrown);
    }
  }

  @Override
  public void failed(Throwable failure) {
    cancel();
    own.execute(() -> receiver.failed(failure)); // BATCH-04
  }

  @Override
  public void cancel() {
    cancelled = true; // before the aborts: a target that comes later reads it
    intake.stop();
    aborts.forEach(Runnable::run); // CANCEL-03
    stopAlarm();
  }

  private void stopAlarm() {
    Alarms.Alarm set = alarm;
    if (set != null) {
      set.close();
    }
  }
  // @end
}
