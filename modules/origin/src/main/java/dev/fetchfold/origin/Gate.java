package dev.fetchfold.origin;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds scripts (or anything else of a check) until the check lets them go: all of them, or as many
 * as it gives permits for. Thread-safe.
 */
public final class Gate {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private boolean open;
  private long permits;
  private int waiting;

  /** Makes a closed gate. */
  public Gate() {}

  /** Lets everybody through from now on. */
  public void open() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets so many through, now or as they come.
   *
   * @param more how many
   */
  public void permit(int more) {
    lock.lock();
    try {
      permits += more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is let through.
   *
   * @throws InterruptedException if interrupted, as a script is when its client has gone
   * @throws Overdue if nobody opens the gate
   */
  public void pass() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiting++;
      changed.signalAll();
      awaitTurn();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /**
   * Waits until somebody waits at this gate.
   *
   * @param count how many, at least
   * @throws InterruptedException if interrupted
   * @throws Overdue if fewer come
   */
  public void awaitWaiting(int count) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = Overdue.PATIENCE.toNanos();
      while (waiting < count) {
        left = changed.awaitNanos(left);
        refuse(left, count + " to wait at a gate");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many wait here now.
   *
   * @return the number
   */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn() throws InterruptedException {
    long left = Overdue.PATIENCE.toNanos();
    while (!open && permits == 0) {
      left = changed.awaitNanos(left);
      refuse(left, "a gate to be opened");
    }
    if (!open) {
      permits--;
    }
  }

  private static void refuse(long left, String what) {
    if (left <= 0) {
      throw new Overdue(what, "");
    }
  }
}
