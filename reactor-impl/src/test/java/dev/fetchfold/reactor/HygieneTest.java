package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.Fold;
import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import dev.fetchfold.support.Alarms;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Hooks;

/** Nothing blocks a non-blocking thread, no buffer leaks, nothing is dropped. */
class HygieneTest {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+AllowRedefinitionToAddDeleteMethods", // what BlockHound needs from JDK 13 on
          "-XX:+EnableDynamicAgentLoading",
          "-Dio.netty.leakDetection.level=paranoid",
          "-Dio.netty.leakDetection.targetRecords=20");

  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void nothingBlocksLeaksOrIsDropped() throws Exception {
    assertEquals(List.of(), Complaints.of(Watched.class, OPTIONS, "LEAK"));
  }

  /** CLOSE-02: nor any that Reactor starts for the close, and takes away in its own time. */
  @Test
  @Timeout(Watchdog.SECONDS)
  void aClosedFetcherLeavesNoThreadThatKeepsTheJvm() throws Exception {
    assertEquals(List.of(), Complaints.of(Closed.class, List.of()));
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      BlockHound.install(builder -> watch(builder, complaints));
      Hooks.onErrorDropped(complaints::add);
      for (int i = 0; i < 3; i++) {
        Workout.run(ReactorFetcher::open, 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      complaints.print();
    }

    /** As Reactor allows its own schedulers: locks that are held for as long as a queue changes. */
    private static void watch(BlockHound.Builder builder, Complaints complaints) {
      builder
          .allowBlockingCallsInside(Alarms.class.getName(), "in")
          .allowBlockingCallsInside(Alarms.Alarm.class.getName(), "close")
          .allowBlockingCallsInside(ThreadPoolExecutor.class.getName(), "addWorker")
          .blockingMethodCallback(complaints::addBlocking);
    }
  }

  /** Folds and closes; what idles then would idle on when the main thread has ended. */
  static final class Closed {
    /**
     * Of Netty, for the promises of its event loops; it ends when it has been idle for a second.
     */
    private static final String NETTYS_OWN = "globalEventExecutor-";

    private Closed() {}

    public static void main(String[] arguments) throws Exception {
      try (ReactorFetcher fetcher = ReactorFetcher.open()) {
        fetcher.fetchAsync(Batch.urls("http://127.0.0.1:1/"), Fold.summary()).get();
      }
      Complaints complaints = new Complaints();
      Thread.getAllStackTraces().keySet().stream()
          .filter(Closed::keepsTheJvm)
          .forEach(thread -> complaints.add(new IllegalStateException(thread.toString())));
      complaints.print();
    }

    private static boolean keepsTheJvm(Thread thread) {
      return !thread.isDaemon()
          && thread.getState() == Thread.State.TIMED_WAITING
          && !thread.getName().startsWith(NETTYS_OWN);
    }
  }
}
