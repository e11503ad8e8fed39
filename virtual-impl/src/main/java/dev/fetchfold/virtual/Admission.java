package dev.fetchfold.virtual;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.url.Origin;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Who may start: two fair semaphores, the origin's first; a permit is given back exactly once. */
final class Admission {
  private final Semaphore all;
  private final int maxPerOrigin;
  private final ConcurrentMap<Origin, Line> lines = new ConcurrentHashMap<>();

  Admission(FetcherConfig config) {
    this.all = new Semaphore(config.maxConcurrency(), true); // BOUND-01, BOUND-10: fair
    this.maxPerOrigin = config.maxPerOrigin();
  }

  // @start region="admit"
  /** Waits for both permits, interruptibly; empty if the target's time ends first. */
  Optional<Permit> admit(Origin origin, Limits limits) throws InterruptedException {
    Semaphore line = join(origin);
    boolean admitted = false;
    try {
      admitted = acquire(line, limits) && acquireFromAll(line, limits);
    } finally {
      if (!admitted) { // CANCEL-04
        leave(origin);
      }
    }
    return admitted ? Optional.of(new Permit(origin, line)) : Optional.empty();
  }

  /** The origin's permit is held here: who waits for that one holds no global one (BOUND-03). */
  private boolean acquireFromAll(Semaphore line, Limits limits) throws InterruptedException {
    boolean acquired = false;
    try {
      acquired = acquire(all, limits);
    } finally {
      if (!acquired) {
        line.release();
      }
    }
    return acquired;
  }

  private static boolean acquire(Semaphore permits, Limits limits) throws InterruptedException {
    long nanos = limits.waiting().nanos();
    if (nanos == Long.MAX_VALUE) {
      permits.acquire();
      return true;
    }
    return nanos > 0 && permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }

  /** One attempt in flight. */
  final class Permit implements AutoCloseable {
    private final Origin origin;
    private final Semaphore line;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Permit(Origin origin, Semaphore line) {
      this.origin = origin;
      this.line = line;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) { // BOUND-05
        all.release();
        line.release();
        leave(origin);
      }
    }
  }

  // @end

  /** The line before one origin, and how many hold or await one of its permits. */
  private record Line(Semaphore permits, int members) {}

  private Semaphore join(Origin origin) {
    return lines.compute(origin, (key, line) -> joined(line)).permits();
  }

  private void leave(Origin origin) {
    lines.computeIfPresent(origin, (key, line) -> left(line));
  }

  private Line joined(@Nullable Line line) {
    return line == null
        ? new Line(new Semaphore(maxPerOrigin, true), 1) // BOUND-02, BOUND-09: fair
        : new Line(line.permits(), line.members() + 1);
  }

  /** An origin without permits given and without waiters is forgotten (BOUND-08). */
  private static @Nullable Line left(Line line) {
    return line.members() == 1 ? null : new Line(line.permits(), line.members() - 1);
  }
}
