package dev.fetchfold.threads;

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
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run: a thread of its own takes from a queue what the pool has settled, and delivers it. */
final class Delivery implements Run, Intake.Sink, Attempts.End {
  private final Attempts attempts;
  private final Executor threads;
  private final Alarms alarms;
  private final Events events;
  private final Order order;
  private final Deadline deadline;
  private final Intake intake;

  /** What the run's thread has to do, one after another: its books need no lock. */
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

  private final Set<Attempts.Settling> open = ConcurrentHashMap.newKeySet();
  private final Map<Long, Outcome> early = new HashMap<>();
  private long next;
  private boolean over;

  /** Targets whose outcome is not with the receiver; the source counts as one. */
  private final AtomicLong unsettled = new AtomicLong(1);

  private volatile boolean stopped;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile Receiver receiver;

  private volatile Alarms.@Nullable Alarm alarm;

  Delivery(
      FetcherConfig config,
      Batch batch,
      Targets targets,
      Attempts attempts,
      Executor threads,
      Alarms alarms,
      Events events) {
    this.attempts = attempts;
    this.threads = threads;
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
    threads.execute(this::deliver);
    alarm = alarms.in(deadline.nanosLeft(), () -> threads.execute(intake::cut)); // TIME-04
    intake.start(this);
  }

  /** The run's thread, until the run is over, whatever a task throws. */
  private void deliver() {
    while (!over) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        // Somebody else's: whoever ends the run leaves a task.
      } catch (Throwable t) {
        failed(t);
      }
    }
  }

  @Override
  public void taken(Taken taken) {
    unsettled.incrementAndGet();
    Attempts.Settling target =
        attempts.settle(taken, deadline.limits(taken), () -> stopped, queue::add, this);
    open.add(target);
    if (stopped) {
      open.remove(target); // it came too late for the aborts
    } else {
      target.begin();
    }
  }

  @Override
  public void settled(Attempts.Settling target, Outcome outcome) {
    open.remove(target);
    queue.add(() -> deliver(outcome));
  }

  private void deliver(Outcome outcome) {
    deadline.note(outcome);
    if (order == Order.AS_COMPLETED) {
      receive(outcome); // ORDER-02
      return;
    }
    early.put(outcome.index(), outcome);
    Outcome turn;
    while ((turn = early.remove(next)) != null) { // ORDER-01
      next++;
      receive(turn);
    }
  }

  private void receive(Outcome outcome) {
    receiver.outcome(outcome);
    settledOne();
  }

  @Override
  public void exhausted() {
    queue.add(this::settledOne);
  }

  private void settledOne() {
    if (unsettled.decrementAndGet() == 0 && !over) {
      over = true;
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
  @Override
  public void failed(Throwable failure) {
    stop();
    queue.add(() -> fail(failure));
  }

  private void fail(Throwable failure) {
    if (!over) {
      over = true;
      receiver.failed(failure); // BATCH-04
    }
  }

  @Override
  public void cancel() {
    stop();
    queue.add(() -> over = true);
  }

  private void stop() {
    stopped = true; // before the aborts, whose permits must not go to targets of this run
    intake.stop();
    open.forEach(Attempts.Settling::abort); // CANCEL-03
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
