package dev.fetchfold.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens while a run is under way, if any thread of the process ends by something that nobody
 * caught: the run may wait for that thread for ever, so it is ended, with a sentence.
 *
 * <p>The thread that made this is interrupted. If it has not closed this in good time, the process
 * ends without it. One may be open at a time.
 */
final class Uncaught implements Thread.UncaughtExceptionHandler, AutoCloseable {
  private static final long PATIENCE_S = 10;

  private final Thread running = Thread.currentThread();
  private final PrintStream err;
  private final Thread.UncaughtExceptionHandler outer = Thread.getDefaultUncaughtExceptionHandler();
  private final AtomicReference<Throwable> first = new AtomicReference<>();
  private final CountDownLatch done = new CountDownLatch(1);

  Uncaught(PrintStream err) {
    this.err = err;
    Thread.setDefaultUncaughtExceptionHandler(this);
  }

  /**
   * What ended a thread first.
   *
   * @return the throwable, or empty if every thread is well
   */
  Optional<Throwable> first() {
    return Optional.ofNullable(first.get());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (!first.compareAndSet(null, thrown)) {
      return;
    }
    running.interrupt();
    try {
      if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
        err.println("fetchfold: " + Messages.ofUnexpected(thrown));
        Runtime.getRuntime().halt(ExitCode.NOT_ALL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(outer);
    done.countDown();
  }
}
