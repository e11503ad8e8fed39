package dev.fetchfold.support;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes the targets of one run, as far as its window has room (BATCH-03, DEMAND-02).
 *
 * <p>Theory of operation. {@code room} is the window less what has been taken and not delivered;
 * {@code demand} what the engine asks for, which is without end where it is told of every target
 * ({@link #start}), and what its operators request where its own library streams ({@link
 * #subscribe}). A target is taken while both are more than nothing.
 *
 * <p>A known source is asked on whichever thread makes room, by one at a time: {@code wanted}
 * counts who came meanwhile, so that a sink that delivers at once does not recurse. A lazy source
 * is asked on a virtual thread of its own, which parks while there is no room, and may block in the
 * source (BATCH-08). It is interrupted only while {@code asking}, under the lock, so that no
 * interrupt reaches the closing of the source or the next question.
 *
 * <p>The end is told once, by whoever claims {@code ended}: the taker when the source has ended or
 * failed, {@link #cut} when the deadline finds the source not answering, or nobody after {@link
 * #stop}.
 */
public final class Intake implements TakenPublisher {
  private final Targets targets;
  private final Deadline deadline;

  /** The window less what has not been delivered. */
  private final AtomicLong room;

  /** What has been requested and not been taken. */
  private final AtomicLong demand = new AtomicLong();

  private volatile Sink sink = Nobody.NOBODY;
  private final AtomicInteger wanted = new AtomicInteger();
  private final Object lock = new Object();
  private volatile @Nullable Thread taker;

  /** Of the taker: set by it before it asks. */
  private volatile @Nullable Interrupts interrupts;

  private volatile boolean stopping;
  private volatile boolean cutting;
  private boolean asking;
  private boolean ended;

  /** Where the targets go: by one thread at a time. */
  public interface Sink {

    /**
     * A target has been taken.
     *
     * @param taken what
     */
    void taken(Taken taken);

    /** The source is exhausted, or was cut by the deadline. The last, unless it was stopped. */
    void exhausted();

    /**
     * The source threw, and is closed. The last call.
     *
     * @param failure what it threw (BATCH-04)
     */
    void failed(Throwable failure);
  }

  private enum Nobody implements Sink {
    NOBODY;

    @Override
    public void taken(Taken taken) {}

    @Override
    public void exhausted() {}

    @Override
    public void failed(Throwable failure) {}
  }

  /**
   * Nothing taken yet.
   *
   * @param targets of this run
   * @param window how many targets may be taken and not delivered
   * @param deadline of the run, missed if it cuts the source: a lazy one is not asked after it,
   *     even if the timer that calls {@link #cut} is late
   */
  public Intake(Targets targets, int window, Deadline deadline) {
    this.targets = targets;
    this.deadline = deadline;
    this.room = new AtomicLong(window);
  }

  /**
   * Begins.
   *
   * @param sink where the targets go
   */
  public void start(Sink sink) {
    this.sink = sink;
    demand.set(Long.MAX_VALUE);
    begin();
  }

  /**
   * Begins, as far as the subscriber requests. It is told what a sink is told; cancelling its
   * subscription is {@link #stop}.
   */
  @Override
  public void subscribe(Flow.Subscriber<? super Taken> subscriber) {
    sink = new Signals(subscriber);
    subscriber.onSubscribe(new Requests());
    begin();
  }

  private void begin() {
    if (targets.known()) {
      takeKnown();
    } else {
      Thread thread =
          Thread.ofVirtual()
              .name("fetchfold-source")
              .inheritInheritableThreadLocals(false) // FOLD-05
              .unstarted(this::takeLazily);
      taker = thread;
      thread.start();
    }
  }

  @Override
  public boolean known() {
    return targets.known();
  }

  /** A target has been delivered: there is room for one more. Never blocks. */
  @Override
  public void delivered() {
    room.incrementAndGet();
    takeMore();
  }

  private void takeMore() {
    if (targets.known()) {
      takeKnown();
    } else {
      LockSupport.unpark(taker);
    }
  }

  /**
   * The run is cancelled: takes nothing more and says nothing more. The source is interrupted if it
   * is being asked, and closed by its own thread. Never blocks; may be repeated.
   */
  public void stop() {
    stopping = true;
    synchronized (lock) {
      ended = true;
      interruptIfAsking();
    }
    LockSupport.unpark(taker);
  }

  /**
   * The deadline has come: misses it, takes nothing more of a lazy source and says that it is
   * exhausted, without waiting for a source that is being asked, whose answer is dropped (TIME-04).
   * Never blocks; has no effect on a known source, whose targets go on to be taken and are late.
   */
  public void cut() {
    if (targets.known()) {
      return;
    }
    cutting = true;
    stopping = true;
    boolean stuck;
    synchronized (lock) {
      stuck = asking && !ended;
      ended |= stuck;
      interruptIfAsking();
    }
    LockSupport.unpark(taker);
    if (stuck) {
      exhaust();
    }
  }

  private void interruptIfAsking() {
    Interrupts accepting = interrupts;
    if (asking && accepting != null) {
      accepting.interrupt();
    }
  }

  /** {@code wanted} keeps it serial, and a sink that makes room at once from recursing. */
  private void takeKnown() {
    if (wanted.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      takeWhileRoom();
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }

  private void takeWhileRoom() {
    while (!stopping && isWanted()) {
      Taken taken = targets.next();
      if (taken == null) {
        stopping = true;
        if (claimEnd()) {
          sink.exhausted();
        }
        return;
      }
      handOn(taken);
    }
  }

  private void takeLazily() {
    Throwable failure = null;
    try (Interrupts accepting = Interrupts.accept()) {
      interrupts = accepting;
      Taken taken;
      while ((taken = awaitNext()) != null) {
        handOn(taken);
      }
    } catch (Throwable t) {
      failure = t;
    }
    targets.close();
    if (!claimEnd()) {
      return;
    }
    if (failure != null) {
      sink.failed(failure);
    } else {
      exhaust();
    }
  }

  private void exhaust() {
    if (cutting) {
      deadline.miss();
    }
    sink.exhausted();
  }

  private boolean isWanted() {
    return room.get() > 0 && demand.get() > 0;
  }

  private void handOn(Taken taken) {
    room.decrementAndGet();
    demand.getAndUpdate(Demand::lessOne);
    sink.taken(taken);
  }

  private @Nullable Taken awaitNext() {
    while (!isWanted() && !stopping) {
      LockSupport.park(this);
    }
    if (deadline.nanosLeft() <= 0) { // TIME-04
      cutting = true;
      stopping = true;
    }
    synchronized (lock) {
      if (stopping) {
        return null;
      }
      asking = true;
    }
    try {
      return answer(targets.next());
    } catch (Throwable t) {
      answer(null);
      throw t;
    }
  }

  /** The source has answered: later interrupts are not meant for what the taker does next. */
  private @Nullable Taken answer(@Nullable Taken taken) {
    synchronized (lock) {
      asking = false;
      Interrupts accepting = interrupts;
      if (accepting != null) {
        accepting.obeyed();
      }
      return ended ? null : taken;
    }
  }

  private boolean claimEnd() {
    synchronized (lock) {
      boolean first = !ended;
      ended = true;
      return first;
    }
  }

  /** By the one subscriber, from any thread. */
  private final class Requests implements Flow.Subscription {
    @Override
    public void request(long n) {
      demand.getAndUpdate(sum -> Demand.plus(sum, n));
      takeMore();
    }

    @Override
    public void cancel() {
      stop();
    }
  }

  private record Signals(Flow.Subscriber<? super Taken> subscriber) implements Sink {
    @Override
    public void taken(Taken taken) {
      subscriber.onNext(taken);
    }

    @Override
    public void exhausted() {
      subscriber.onComplete();
    }

    @Override
    public void failed(Throwable failure) {
      subscriber.onError(failure);
    }
  }
}
