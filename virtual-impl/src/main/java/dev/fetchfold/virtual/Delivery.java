package dev.fetchfold.virtual;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Interrupts;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** One run: a thread per target in the window; in order, each waits for the one before it. */
final class Delivery implements Run, Intake.Sink {
  private final Attempts attempts;
  private final Executor threads;
  private final Alarms alarms;
  private final Events events;
  private final Order order;
  private final Deadline deadline;
  private final Intake intake;
  private final Set<Interrupts> working = ConcurrentHashMap.newKeySet();
  private final AtomicLong unsettled = new AtomicLong(1); // the source counts as one
  private volatile boolean cancelled;
  private CountDownLatch before = new CountDownLatch(0);

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile Receiver receiver;

  @SuppressWarnings("NullAway.Init")
  private volatile Alarms.Alarm alarm;

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
    this.alarm = alarms.in(deadline.nanosLeft(), () -> threads.execute(intake::cut)); // TIME-04
    intake.start(this);
  }

  @Override
  public void taken(Taken taken) {
    CountDownLatch previous = before;
    CountDownLatch mine = new CountDownLatch(1);
    before = mine;
    unsettled.incrementAndGet();
    threads.execute(() -> deliver(taken, previous, mine));
  }

  private void deliver(Taken taken, CountDownLatch previous, CountDownLatch mine) {
    try {
      receiver.outcome(settle(taken, previous)); // ORDER-02: on a thread of its own
    } catch (InterruptedException e) {
      // The run is cancelled: nobody waits for this outcome.
    } catch (Throwable t) {
      failed(t);
    } finally {
      mine.countDown();
      settledOne();
    }
  }

  private Outcome settle(Taken taken, CountDownLatch previous) throws InterruptedException {
    Interrupts interrupts = Interrupts.accept();
    working.add(interrupts);
    try {
      Outcome outcome = attempts.settle(taken, deadline.limits(taken), () -> cancelled);
      deadline.note(outcome);
      if (order == Order.IN_ORDER) {
        await(previous); // ORDER-01
      }
      return outcome;
    } finally {
      working.remove(interrupts);
      interrupts.close(); // what is delivered is interrupted no more
    }
  }

  /** An interrupt that is not this run's is nobody's, and costs no outcome (OUT-01). */
  private void await(CountDownLatch previous) throws InterruptedException {
    while (previous.getCount() > 0 && !cancelled) {
      try {
        previous.await();
      } catch (InterruptedException e) {
        // Looks again whether the run is cancelled.
      }
    }
    if (cancelled) {
      throw new InterruptedException(); // the one before it was aborted, and not delivered
    }
  }

  @Override
  public void exhausted() {
    settledOne();
  }

  private void settledOne() {
    if (unsettled.decrementAndGet() == 0 && !cancelled) {
      alarm.close();
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
    cancelled = true; // before the interrupts: a thread that registers later reads it
    intake.stop();
    working.forEach(Interrupts::interrupt); // CANCEL-03
    Alarms.Alarm set = alarm;
    if (set != null) {
      set.close();
    }
  }
  // @end
}
