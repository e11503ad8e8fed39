package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * In a JVM whose schedulers never run anything, as under virtual time that nobody advances, time
 * passes for the fetcher nevertheless: attempts time out, deadlines come, pauses end.
 */
class StillClockTest {
  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void timePassesWhereSchedulersStandStill() throws Exception {
    assertEquals(List.of(), Complaints.of(Watched.class, List.of()));
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      Schedulers.setFactory(new StillFactory());
      Schedulers.parallel().schedule(() -> complaints.add(new IllegalStateException("it moves")));
      Workout.run(ReactorFetcher::open, 2);
      try (OriginServer origin = OriginServer.start().on("/", Script.text("late"));
          ReactorFetcher fetcher = ReactorFetcher.open(FetcherConfig.defaults())) {
        Target later = Target.of(origin.url("/")).after(Duration.ofMillis(20));
        Outcome outcome = fetcher.fetch(later);
        if (!outcome.ok()) {
          complaints.add(new IllegalStateException(outcome.toString()));
        }
      }
      complaints.print();
    }
  }

  private static final class StillFactory implements Schedulers.Factory {
    @Override
    public Scheduler newParallel(int parallelism, ThreadFactory threads) {
      return new Still();
    }

    @Override
    public Scheduler newSingle(ThreadFactory threads) {
      return new Still();
    }

    @Override
    public Scheduler newBoundedElastic(
        int threadCap, int queuedTaskCap, ThreadFactory threads, int ttlSeconds) {
      return new Still();
    }
  }

  /** Takes every task, and does none. */
  private static final class Still implements Scheduler {
    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.single();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return Disposables.single();
    }

    @Override
    public Worker createWorker() {
      return new StillWorker();
    }
  }

  private static final class StillWorker implements Scheduler.Worker {
    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.single();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return Disposables.single();
    }

    @Override
    public void dispose() {}
  }
}
