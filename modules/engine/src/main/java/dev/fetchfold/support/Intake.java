package dev.fetchfold.support;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes the targets of one run, as far as its window has room (BATCH-03, DEMAND-02).
 *
 * <p>A known source is asked on whichever thread makes room. A lazy one is asked on a virtual
 * thread of its own, where it may block and is interrupted when nothing more is wanted (BATCH-08).
 */
public final class Intake {
  private final Targets targets;
  private final Sink sink;
  private final Deadline deadline;
  private final AtomicLong room;
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

    /** The source is exhausted. The last call, unless the intake was stopped. */
    void exhausted();

    /** The deadline came before a lazy source was exhausted. The last call. */
    void cut();

    /**
     * The source threw, and is closed. The last call.
     *
     * @param failure what it threw (BATCH-04)
     */
    void failed(Throwable failure);
  }

  /**
   * Nothing taken yet.
   *
   * @param targets of this run
   * @param window how many targets may be taken and not delivered
   * @param deadline of the run: a lazy source is not asked after it, even if the timer that calls
   *     {@link #cut} is late
   * @param sink where they go
   */
  public Intake(Targets targets, int window, Deadline deadline, Sink sink) {
    this.targets = targets;
    this.deadline = deadline;
    this.room = new AtomicLong(window);
    this.sink = sink;
  }

  /** Begins. Called once. */
  public void start() {
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

  /** A target has been delivered: there is room for one more. Never blocks. */
  public void delivered() {
    room.incrementAndGet();
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
   * The deadline has come: takes nothing more of a lazy source and says that it was cut, without
   * waiting for a source that is being asked, whose answer is dropped (TIME-04). Never blocks; has
   * no effect on a known source, whose targets go on to be taken and are late.
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
      sink.cut();
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
    while (!stopping && room.get() > 0) {
      Taken taken = targets.next();
      if (taken == null) {
        stopping = true;
        if (claimEnd()) {
          sink.exhausted();
        }
        return;
      }
      room.decrementAndGet();
      sink.taken(taken);
    }
  }

  private void takeLazily() {
    Throwable failure = null;
    try (Interrupts accepting = Interrupts.accept()) {
      interrupts = accepting;
      Taken taken;
      while ((taken = awaitNext()) != null) {
        room.decrementAndGet();
        sink.taken(taken);
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
    } else if (cutting) {
      sink.cut();
    } else {
      sink.exhausted();
    }
  }

  private @Nullable Taken awaitNext() {
    while (room.get() == 0 && !stopping) {
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
}
