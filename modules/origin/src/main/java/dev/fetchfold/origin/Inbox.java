package dev.fetchfold.origin;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client has sent and nobody has read. A pump fills it at all times, so that the end of a
 * connection is noticed while a script waits at a gate.
 */
final class Inbox extends InputStream {
  private static final int CAPACITY = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int position;
  private int held;
  private boolean ended;
  private boolean reading;

  /** Takes in bytes, which it keeps; waits while there is no room. */
  void put(byte[] bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (held >= CAPACITY && !ended) {
        changed.await();
      }
      chunks.add(bytes);
      held += bytes.length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing more will come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the reader is waiting here for more. */
  boolean isDrained() {
    lock.lock();
    try {
      return ended || (held == 0 && reading);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws InterruptedIOException {
    lock.lock();
    try {
      return length == 0 ? 0 : awaitBytes() ? take(target, offset, length) : -1;
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the connection has ended");
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitBytes() throws InterruptedException {
    reading = true;
    try {
      while (held == 0 && !ended) {
        changed.await();
      }
      return held > 0;
    } finally {
      reading = false;
    }
  }

  private int take(byte[] target, int offset, int length) {
    byte[] chunk = chunks.element();
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    held -= count;
    if (position == chunk.length) {
      chunks.remove();
      position = 0;
    }
    changed.signalAll();
    return count;
  }
}
