package dev.fetchfold.benchmarks.jmh;

import dev.fetchfold.policy.Seats;
import dev.fetchfold.url.Origin;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * A permit taken and given back, as the engines guard it: under a monitor or a lock, by two fair
 * semaphores, and by one thread alone. Four threads contend, with permits for all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(4)
public class AdmissionBenchmark {
  private static final Origin ORIGIN = new Origin("http", "example.org", 80);

  private final Seats<Object> seats = new Seats<>(64, 64);
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore all = new Semaphore(64, true);
  private final Semaphore perOrigin = new Semaphore(64, true);

  /** The books of one thread. */
  @State(Scope.Thread)
  public static class Confined {
    private final Seats<Object> seats = new Seats<>(64, 64);
  }

  /** As {@code threads} and {@code reactor} do. */
  @Benchmark
  public List<Object> monitor() {
    synchronized (seats) {
      seats.offer(ORIGIN, new Object());
    }
    synchronized (seats) {
      return seats.release(ORIGIN);
    }
  }

  /** As {@code futures} does. */
  @Benchmark
  public List<Object> lock() {
    lock.lock();
    try {
      seats.offer(ORIGIN, new Object());
    } finally {
      lock.unlock();
    }
    lock.lock();
    try {
      return seats.release(ORIGIN);
    } finally {
      lock.unlock();
    }
  }

  /** As {@code virtual} does. */
  @Benchmark
  public void semaphores() throws InterruptedException {
    perOrigin.acquire();
    all.acquire();
    all.release();
    perOrigin.release();
  }

  /** As {@code vertx} does: nobody else is there. */
  @Benchmark
  public List<Object> confined(Confined own) {
    own.seats.offer(ORIGIN, new Object());
    return own.seats.release(ORIGIN);
  }
}
