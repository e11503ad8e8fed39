package dev.fetchfold.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rows on their way out: buffered while they come fast, written within {@value #LATEST_MS} ms
 * otherwise. The first failure to write is kept, and told to whoever would go on for nothing.
 */
final class RowOutput implements AutoCloseable {
  private static final int LATEST_MS = 100;

  private final OutputStream out;
  private final Optional<StatusLine> beside;
  private final Runnable onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread flusher = Thread.ofPlatform().daemon().name("flush").unstarted(this::tick);
  private Optional<IOException> failure = Optional.empty();
  private boolean closed;
  private boolean dirty;

  /**
   * An output, which begins to flush at once.
   *
   * @param out where to write; closed by {@link #close()}
   * @param beside the status line on the same terminal, if there is one
   * @param onFailure called once, if writing fails in the background
   */
  RowOutput(OutputStream out, Optional<StatusLine> beside, Runnable onFailure) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.beside = beside;
    this.onFailure = onFailure;
    flusher.start();
  }

  /**
   * Writes the head at once, so that an output that takes nothing is known before anything is
   * fetched for it.
   *
   * @param head what stands before the rows, perhaps empty
   * @return false if it cannot be written, so that there is no use in beginning
   */
  boolean begin(String head) {
    lock.lock();
    try {
      if (write(head)) {
        out.flush();
      }
      return failure.isEmpty();
    } catch (IOException e) {
      failure = Optional.of(e);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes a text, sooner or later.
   *
   * @param text whole lines
   * @return false if it cannot be written, so that there is no use in going on
   */
  boolean write(String text) {
    lock.lock();
    try {
      if (failure.isEmpty()) {
        put(text.getBytes(StandardCharsets.UTF_8));
      }
      return failure.isEmpty();
    } catch (IOException e) {
      failure = Optional.of(e);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void put(byte[] bytes) throws IOException {
    if (beside.isPresent()) {
      beside.get().above(() -> writeNow(bytes));
    } else {
      out.write(bytes);
      dirty = true;
    }
  }

  private void writeNow(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /**
   * Why writing failed, if it did.
   *
   * @return the first failure
   */
  Optional<IOException> failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    lock.lock();
    try {
      while (!closed) {
        flush();
        closing.await(LATEST_MS, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      onFailure.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void flush() throws IOException {
    if (dirty && failure.isEmpty()) {
      dirty = false;
      out.flush();
    }
  }

  /** Writes what is left, and closes. What fails then is in {@link #failure()}. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
      out.close();
    } catch (IOException e) {
      failure = failure.or(() -> Optional.of(e));
    } finally {
      lock.unlock();
    }
  }
}
