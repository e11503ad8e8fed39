package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * In a JVM whose schedulers stand still: no error is undeliverable (OUT-05), nothing blocks a
 * non-blocking thread, and time passes for the fetcher nevertheless.
 */
class HygieneTest {
  @Test
  @Timeout(180)
  void nothingIsUndeliverableOrBlocks() throws Exception {
    assertEquals(List.of(), Complaints.of(Watched.class, List.of()));
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      RxJavaPlugins.setErrorHandler(complaints::add);
      RxJavaPlugins.setFailOnNonBlockingScheduler(true);
      TestScheduler still = new TestScheduler();
      RxJavaPlugins.setComputationSchedulerHandler(own -> still);
      RxJavaPlugins.setSingleSchedulerHandler(own -> still);
      RxJavaPlugins.setIoSchedulerHandler(own -> still);
      RxJavaPlugins.setNewThreadSchedulerHandler(own -> still);
      Workout.run(RxFetcher::open, 4);
      complaints.print();
    }
  }
}
