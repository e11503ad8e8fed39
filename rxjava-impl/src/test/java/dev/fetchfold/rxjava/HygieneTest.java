package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

  /** That there was nothing says something only if it would have been heard of. */
  @Test
  @Timeout(60)
  void whatIsPlantedIsHeardOf() throws Exception {
    String heard = String.join("\n", Complaints.of(Planted.class, List.of()));
    for (String word : List.of("planted to be undeliverable", "Attempt to block", "stands still")) {
      assertTrue(heard.contains(word), () -> word + " is not in: " + heard);
    }
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = listening();
      standStill();
      Workout.run(RxFetcher::open, 4);
      complaints.print();
    }

    static Complaints listening() {
      Complaints complaints = new Complaints();
      RxJavaPlugins.setErrorHandler(complaints::add);
      RxJavaPlugins.setFailOnNonBlockingScheduler(true);
      return complaints;
    }

    static void standStill() {
      TestScheduler still = new TestScheduler();
      RxJavaPlugins.setComputationSchedulerHandler(own -> still);
      RxJavaPlugins.setSingleSchedulerHandler(own -> still);
      RxJavaPlugins.setIoSchedulerHandler(own -> still);
      RxJavaPlugins.setNewThreadSchedulerHandler(own -> still);
    }
  }

  /** An error for nobody, a thread that must not block and does, a clock that does not go. */
  static final class Planted {
    private Planted() {}

    public static void main(String[] arguments) throws InterruptedException {
      Complaints complaints = Watched.listening();
      Disposable unused =
          Completable.error(new IllegalStateException("planted to be undeliverable"))
              .subscribe(() -> {}, Planted::throwAgain);
      CountDownLatch blocked = new CountDownLatch(1);
      Schedulers.computation().scheduleDirect(() -> block(blocked));
      blocked.await();
      Watched.standStill();
      if (Schedulers.computation() instanceof TestScheduler) {
        complaints.add(new IllegalStateException("the computation scheduler stands still"));
      }
      complaints.print();
    }

    private static void throwAgain(Throwable thrown) {
      throw new IllegalStateException(thrown);
    }

    private static void block(CountDownLatch blocked) {
      try {
        Completable.never().blockingAwait();
      } catch (IllegalStateException refused) {
        RxJavaPlugins.onError(refused);
      } finally {
        blocked.countDown();
      }
    }
  }
}
