package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The face {@code iterate}: a thread of the kit asks for as many outcomes as were requested. */
public final class IteratingFace extends AskingFace {
  IteratingFace() {
    super("iterate");
  }

  /**
   * {@inheritDoc}
   *
   * <p>The end shows only to a thread that asks for one outcome more than there are.
   */
  @Override
  public Run startIdle(Fetcher fetcher, Batch batch, Handler handler) {
    Asking asking = new Asking();
    Run run = new Run(name(), handler, asking);
    try {
      Outcomes outcomes = fetcher.iterate(batch);
      asking.outcomes = outcomes;
      Thread.ofVirtual().name("kit-iterate").start(() -> iterate(outcomes, asking, run));
    } catch (RuntimeException | Error e) {
      run.end(new Ended.Exceptionally(e));
    }
    return run;
  }

  private static void iterate(Outcomes outcomes, Asking asking, Run run) {
    try (outcomes) {
      Iterator<Outcome> iterator = outcomes.iterator();
      asking.take();
      while (iterator.hasNext()) {
        run.handle(iterator.next());
        asking.take();
      }
      run.end(new Ended.Normally(Optional.of(outcomes.end())));
    } catch (Throwable t) {
      run.end(new Ended.Exceptionally(t));
    }
  }

  @Override
  public boolean showsCancel(Ended ended) {
    return ended instanceof Ended.Exceptionally failed
        && failed.cause() instanceof CancellationException;
  }

  /** The requests not yet used; once cancelled, the thread may ask on and is told so. */
  private static final class Asking implements Run.Controls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requested = lock.newCondition();
    private long open;
    private volatile @org.jspecify.annotations.Nullable Outcomes outcomes;

    void take() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (open == 0) {
          requested.await();
        }
        open--;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void request(long n) {
      lock.lock();
      try {
        open = open + n < 0 ? Long.MAX_VALUE : open + n;
        requested.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void cancel() {
      Outcomes running = outcomes;
      if (running != null) {
        running.close();
      }
      request(Long.MAX_VALUE);
    }
  }
}
