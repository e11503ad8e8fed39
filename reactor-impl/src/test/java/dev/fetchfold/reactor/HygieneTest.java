package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.Fold;
import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import dev.fetchfold.support.Alarms;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

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

  /** That there was nothing says something only if it would have been heard of. */
  @Test
  @Timeout(Watchdog.SECONDS)
  void whatIsPlantedIsHeardOf() throws Exception {
    String heard = String.join("\n", Complaints.of(Planted.class, OPTIONS, "LEAK"));
    for (String word : List.of("blocked in", "planted to be dropped", "LEAK")) {
      assertTrue(heard.contains(word), () -> word + " is not in: " + heard);
    }
  }

  /** CLOSE-02: nor any that Reactor starts for the close, and takes away in its own time. */
  @Test
  @Timeout(Watchdog.SECONDS)
  void aClosedFetcherLeavesNoThreadThatKeepsTheJvm() throws Exception {
    assertEquals(List.of(), Complaints.of(Closed.class, List.of()));
  }

  @Test
  @Timeout(Watchdog.SECONDS)
  void aPlantedThreadIsHeardOf() throws Exception {
    String heard = String.join("\n", Complaints.of(Lingering.class, List.of()));
    assertTrue(heard.contains("planted-thread"), heard);
  }

  /** What the JVM of its own does. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = listening();
      for (int i = 0; i < 3; i++) {
        Workout.run(ReactorFetcher::open, 2);
        System.gc(); // a leak is found when its buffer is collected and the next one is allocated
      }
      complaints.print();
    }

    static Complaints listening() {
      Complaints complaints = new Complaints();
      BlockHound.install(builder -> watch(builder, complaints));
      Hooks.onErrorDropped(complaints::add);
      return complaints;
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

  /** Blocks a thread that must not block, drops an error, loses a buffer. */
  static final class Planted {
    private Planted() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = Watched.listening();
      CountDownLatch blocked = new CountDownLatch(1);
      Schedulers.parallel().schedule(() -> block(blocked));
      blocked.await();
      Operators.onErrorDropped(new IllegalStateException("planted to be dropped"), Context.empty());
      leak();
      complaints.print();
    }

    private static void block(CountDownLatch blocked) {
      LockSupport.parkNanos(1);
      blocked.countDown();
    }

    /** A leak is found when its buffer is collected and the next one is allocated. */
    private static void leak() {
      lose();
      for (int i = 0; i < 20; i++) {
        System.gc();
        LockSupport.parkNanos(10_000_000); // the collector tells of it on a thread of its own
        PooledByteBufAllocator.DEFAULT.buffer(1).release();
      }
    }

    private static void lose() {
      PooledByteBufAllocator.DEFAULT.buffer(1).writeByte(1);
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
      printThreadsThatKeepTheJvm();
    }

    static void printThreadsThatKeepTheJvm() {
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

  /** Leaves a thread that waits for a while and is no daemon. */
  static final class Lingering {
    private Lingering() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread planted =
          Thread.ofPlatform()
              .name("planted-thread")
              .start(() -> LockSupport.parkNanos(Duration.ofMinutes(10).toNanos()));
      while (planted.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      Closed.printThreadsThatKeepTheJvm();
      LockSupport.unpark(planted);
    }
  }
}
