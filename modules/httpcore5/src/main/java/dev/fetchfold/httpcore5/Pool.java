package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.url.Origin;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;

/**
 * The connections of a client, by origin. There is always room: callers hold permits (BOUND-04).
 *
 * @param <C> a connection
 */
final class Pool<C extends ModalCloseable> implements AutoCloseable {
  /** Beyond what the permits need; the longest idle connection makes room for a new one. */
  private static final int IDLE_CONNECTIONS = 4096;

  private static final long SHORTEST_SWEEP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_SWEEP = TimeUnit.SECONDS.toNanos(5);

  private final FetcherConfig config;
  private final Alarms alarms;
  private final StrictConnPool<Origin, C> pool;
  private final AtomicBoolean sweeping = new AtomicBoolean();

  Pool(FetcherConfig config, Alarms alarms) {
    this.config = config;
    this.alarms = alarms;
    pool =
        new StrictConnPool<>(
            Integer.MAX_VALUE,
            Math.clamp((long) config.maxConcurrency() + IDLE_CONNECTIONS, 1, Integer.MAX_VALUE),
            TimeValue.NEG_ONE_MILLISECOND,
            PoolReusePolicy.LIFO,
            null);
  }

  boolean isClosed() {
    return pool.isShutdown();
  }

  /** Calls that hold a connection or are about to. */
  int leased() {
    return pool.getTotalStats().getLeased();
  }

  /** Origins remembered. */
  int origins() {
    return pool.getRoutes().size();
  }

  /** A place in the pool, perhaps with a connection: at once, since there is always room. */
  PoolEntry<Origin, C> lease(Origin origin) throws InterruptedException {
    Future<PoolEntry<Origin, C>> place = pool.lease(origin, null);
    try {
      return place.get();
    } catch (CancellationException e) { // how the pool tells of an interrupt
      Thread.interrupted();
      throw new InterruptedException();
    } catch (InterruptedException e) {
      if (!place.cancel(true)) {
        pool.release(place.resultNow(), true); // granted in the same moment: else lost for ever
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pool has no room", e);
    }
  }

  void giveBack(PoolEntry<Origin, C> entry, AfterExchange after) {
    switch (after) {
      case KEEP -> entry.updateExpiry(TimeValue.of(config.idleTimeout())); // CONN-02
      case CLOSE -> entry.discardConnection(CloseMode.GRACEFUL);
      case RESET -> entry.discardConnection(CloseMode.IMMEDIATE);
    }
    try {
      pool.release(entry, after == AfterExchange.KEEP);
    } catch (IllegalStateException e) {
      if (!isClosed()) {
        throw e;
      }
    }
    sweepLater();
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      long half = config.idleTimeout().toNanos() / 2;
      alarms.in(Math.clamp(half, SHORTEST_SWEEP, LONGEST_SWEEP), this::sweep);
    }
  }

  /** Closes what was idle for too long, and forgets origins without connections (BOUND-08). */
  private void sweep() {
    sweeping.set(false);
    pool.closeExpired();
    if (origins() > 0) {
      sweepLater();
    }
  }

  /** Closes every connection that is in it. */
  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
  }
}
