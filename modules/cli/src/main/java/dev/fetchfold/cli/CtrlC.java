package dev.fetchfold.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or any signal to end, interrupts the thread that made this and gives it time to print
 * what there is. The JVM then exits with 128 plus the signal's number: 130 after Ctrl-C.
 */
final class CtrlC implements AutoCloseable {
  private static final long PATIENCE_S = 10;

  private final Thread running = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancel, "ctrl-c");
  private volatile boolean pressed;

  CtrlC() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Whether it was pressed.
   *
   * @return true once the JVM has begun to end
   */
  boolean pressed() {
    return pressed;
  }

  private void cancel() {
    pressed = true;
    running.interrupt();
    try {
      if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
        System.err.println("fetchfold: the run did not end within " + PATIENCE_S + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything has been printed. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the JVM is ending: the hook has run or is running
    }
  }
}
