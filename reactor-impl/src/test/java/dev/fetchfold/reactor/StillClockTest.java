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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Under virtual time that nobody advances, time passes for the fetcher nevertheless: attempts time
 * out, deadlines come, pauses end.
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
      VirtualTimeScheduler unused = VirtualTimeScheduler.getOrSet();
      Runnable moves = () -> complaints.add(new IllegalStateException("it moves"));
      Schedulers.parallel().schedule(moves, 1, TimeUnit.NANOSECONDS);
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
}
