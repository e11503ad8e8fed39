package dev.fetchfold.kit.reference;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Order;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Source;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Windows;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.Deadline;
import dev.fetchfold.support.Events;
import dev.fetchfold.support.Intake;
import dev.fetchfold.support.Interrupts;
import dev.fetchfold.support.Run;
import dev.fetchfold.support.Taken;
import dev.fetchfold.support.Targets;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One run: a virtual thread per target in the window; in order, each waits for the one before. */
final class ReferenceRun implements Run, Intake.Sink {
  /** What all runs of a fetcher share. */
  record Shared(
      FetcherConfig config,
      Attempts attempts,
      Executor threads,
      Executor aborts,
      Alarms alarms,
      Events events,
      Faults faults) {}

  private final Shared shared;
  private final Faults faults;
  private final Source source;
  private final Map<String, Long> firsts = new ConcurrentHashMap<>();
  private final Order order;
  private final Deadline deadline;
  private final Intake intake;
  private final Map<Thread, Interrupts> working = new ConcurrentHashMap<>();
  private final AtomicLong unsettled = new AtomicLong(1); // the source counts as one
  private volatile boolean cancelled;
  private volatile boolean any;
  private CountDownLatch before = new CountDownLatch(0);

  @SuppressWarnings("NullAway.Init") // set by start, before anything is taken
  private volatile Receiver receiver;

  @SuppressWarnings("NullAway.Init")
  private volatile Alarms.Alarm alarm;

  ReferenceRun(Shared shared, Batch batch, Targets targets) {
    this.shared = shared;
    this.faults = shared.faults();
    this.source = batch.source();
    this.order = batch.order();
    this.deadline = new Deadline(shared.config(), batch);
    int window = Windows.of(shared.config(), batch);
    if (faults.has(Fault.WINDOW_IS_ONE_TOO_LARGE)) { // BATCH-03
      window++;
    }
    if (faults.has(Fault.TAKES_WITHOUT_END)) { // DEMAND-02
      window = Integer.MAX_VALUE;
    }
    if (faults.has(Fault.CONSUMER_DRIVES)) { // DEMAND-03
      window = 1;
    }
    Deadline told = deadline;
    if (faults.has(Fault.CUT_IS_NOT_TOLD)) { // TIME-04
      told = new Deadline(shared.config(), batch);
    }
    this.intake = new Intake(targets, window, told); // BATCH-03, DEMAND-02
  }

  @Override
  public void start(Receiver receiver) {
    this.receiver = receiver;
    Runnable cut = intake::cut;
    if (!faults.has(Fault.SOURCE_IS_CUT_BY_THE_TIMER)) {
      cut = () -> shared.threads().execute(intake::cut); // FOLD-03
    }
    this.alarm = shared.alarms().in(deadline.nanosLeft(), cut); // TIME-04
    intake.start(this);
  }

  @Override
  public void taken(Taken taken) {
    CountDownLatch previous = before;
    CountDownLatch mine = new CountDownLatch(1);
    before = mine;
    unsettled.incrementAndGet();
    any = true;
    Taken kept = taken;
    if (faults.has(Fault.INDEX_BEGINS_AT_ONE)) { // BATCH-01
      kept = new Taken(taken.index() + 1, taken.target(), taken.nanoTime());
    }
    if (faults.has(Fault.EQUAL_TARGETS_ARE_ONE)) { // BATCH-01
      long index = firsts.computeIfAbsent(taken.target().url(), url -> taken.index());
      kept = new Taken(index, taken.target(), taken.nanoTime());
    }
    start(kept, previous, mine);
  }

  private void start(Taken taken, CountDownLatch previous, CountDownLatch mine) {
    shared.threads().execute(() -> deliver(taken, previous, mine));
  }

  private void deliver(Taken taken, CountDownLatch previous, CountDownLatch mine) {
    try {
      push(settle(taken, previous));
    } catch (InterruptedException e) {
      // The run is cancelled: nobody waits for this outcome.
      if (faults.has(Fault.LATE_SIGNALS_ESCAPE)) { // OUT-05
        throw new CancellationException("too late");
      }
    } catch (Throwable t) {
      failed(t);
    } finally {
      mine.countDown();
      settledOne();
    }
  }

  private void push(Outcome outcome) {
    boolean failure = outcome instanceof Failure;
    if (faults.has(Fault.FAILURES_ARE_LOST) && failure) { // OUT-01
      intake.delivered();
      return;
    }
    if (faults.has(Fault.UNTAKEN_ARE_LOST) && failure && outcome.meta().attempts() == 0) {
      intake.delivered(); // TIME-04
      return;
    }
    if (faults.has(Fault.FAILURE_ENDS_THE_RUN) && failure) { // OUT-02
      failed(new IllegalStateException("a target has failed"));
      return;
    }
    if (faults.has(Fault.INVALID_TARGET_ENDS_THE_RUN)
        && outcome instanceof Failure invalid
        && invalid.reason() == Reason.INVALID_TARGET) { // BATCH-05
      failed(new IllegalArgumentException(invalid.detail()));
      return;
    }
    receiver.outcome(outcome);
    if (faults.has(Fault.FAILURES_COME_TWICE) && failure) { // OUT-01
      receiver.outcome(outcome);
    }
    if (faults.has(Fault.SETTLED_MAKES_ROOM)) { // DEMAND-02
      intake.delivered();
    }
  }

  private Outcome settle(Taken taken, CountDownLatch previous) throws InterruptedException {
    Interrupts interrupts = Interrupts.accept(); // FOLD-06
    working.put(Thread.currentThread(), interrupts);
    try {
      Outcome outcome = shared.attempts().settle(taken, limits(taken), () -> cancelled);
      deadline.note(outcome);
      if (faults.has(Fault.ORDER_IS_IGNORED)) {
        return outcome;
      }
      if (order == Order.IN_ORDER || faults.has(Fault.COMPLETED_WAIT_FOR_EARLIER)) {
        previous.await(); // ORDER-01
      }
      return outcome;
    } finally {
      working.remove(Thread.currentThread());
      interrupts.close();
    }
  }

  private Limits limits(Taken taken) {
    if (faults.has(Fault.WITHIN_IS_PER_ATTEMPT) && taken.target().within().isPresent()) {
      Target changed =
          Target.of(taken.target().url()).attemptTimeout(taken.target().within().get()); // TIME-03
      return deadline.limits(new Taken(taken.index(), changed, taken.nanoTime()));
    }
    return deadline.limits(taken);
  }

  @Override
  public void exhausted() {
    if (!any && faults.has(Fault.EMPTY_NEVER_ENDS)) { // BATCH-02
      return;
    }
    if (!any && faults.has(Fault.EMPTY_IS_LATE)) { // BATCH-02
      deadline.miss();
    }
    settledOne();
  }

  private void settledOne() {
    if (unsettled.decrementAndGet() == 0 && !cancelled) {
      closeTimer();
      end(deadline.end());
    }
  }

  private void end(End end) {
    if (faults.has(Fault.DEADLINE_THROWS) && end == End.DEADLINE) { // TIME-04
      receiver.failed(new TimeoutException("the deadline came first"));
      return;
    }
    if (faults.has(Fault.DEADLINE_IS_NOT_TOLD)) { // TIME-04
      receiver.end(End.EXHAUSTED);
      return;
    }
    if (faults.has(Fault.SOURCE_IS_CLOSED_TWICE)) { // BATCH-07
      closeSource();
    }
    receiver.end(end);
  }

  private void closeSource() {
    if (source instanceof Source.Lazy lazy && lazy.owner().isPresent()) {
      try {
        lazy.owner().get().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void delivered(Outcome outcome) {
    if (!faults.has(Fault.DELIVERED_IS_NOT_HEARD)) {
      shared.events().delivered(outcome); // OBS-01
    }
    if (!faults.has(Fault.SETTLED_MAKES_ROOM)) {
      intake.delivered(); // DEMAND-02
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (faults.has(Fault.SOURCE_FAILURE_IS_AN_END)) { // BATCH-04
      settledOne();
      return;
    }
    cancel();
    if (faults.has(Fault.SOURCE_FAILURE_IS_WRAPPED)) { // BATCH-04
      receiver.failed(new IllegalStateException("the source has failed", failure));
      return;
    }
    receiver.failed(failure); // BATCH-04
  }

  @Override
  public void cancel() {
    if (faults.has(Fault.ABORTS_COME_FIRST)) { // CANCEL-03
      working.forEach(this::abort);
      LockSupport.parkNanos(1_000_000); // as long as many aborts take
    }
    cancelled = true; // before the interrupts: a thread that registers later reads it
    if (!faults.has(Fault.SOURCE_IS_NOT_INTERRUPTED)) {
      intake.stop(); // BATCH-08
    }
    if (!faults.has(Fault.ABORTS_COME_FIRST)) {
      working.forEach(this::abort); // CANCEL-03
    }
    closeTimer();
  }

  private void closeTimer() {
    Alarms.Alarm set = alarm;
    if (set != null && !faults.has(Fault.TIMERS_OF_RUNS_STAY)) { // TIME-07
      set.close();
    }
  }

  private void abort(Thread thread, Interrupts interrupts) {
    if (faults.has(Fault.CANCEL_IN_A_CALLBACK_IS_LOST)) { // FOLD-06
      thread.interrupt();
    } else if (shared.attempts().isSending(thread)) {
      shared.aborts().execute(interrupts::interrupt);
    } else {
      interrupts.interrupt(); // CANCEL-02: before the cancel returns
    }
  }
}
