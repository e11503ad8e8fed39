package dev.fetchfold.support;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does one thing after another, each before the next (FOLD-01), on another executor, which it
 * occupies only while there is something to do. What is done by its tasks does not recurse.
 */
public final class Serial implements Executor {
  private final Executor executor;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wanted = new AtomicInteger();

  /**
   * With nothing to do.
   *
   * @param executor where; {@code Runnable::run} for whichever thread comes first
   */
  public Serial(Executor executor) {
    this.executor = executor;
  }

  /**
   * Adds a task. Never blocks but as the executor does.
   *
   * @param task must not throw
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (wanted.getAndIncrement() == 0) {
      executor.execute(this::drain);
    }
  }

  private void drain() {
    int seen = wanted.get();
    do {
      Runnable task;
      while ((task = tasks.poll()) != null) {
        task.run();
      }
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }
}
