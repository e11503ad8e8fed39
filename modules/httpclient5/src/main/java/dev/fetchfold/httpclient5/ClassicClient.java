package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Origin;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;

/**
 * HTTP/1.1 over blocking sockets: one request and its reply, on the thread that asks, virtual or
 * not.
 *
 * <p>Whatever a server or a network does becomes a {@link Reply}; redirects and retries are the
 * policy's. Nothing here bounds concurrency: callers hold permits, and the pool has room for all of
 * them (BOUND-04). Safe for use by many threads.
 *
 * <p>It has one daemon thread, started when first needed, that ends TLS handshakes and idle
 * connections, and one virtual thread for each name being resolved.
 */
public final class ClassicClient implements AutoCloseable {
  /** Beyond what the permits need; the longest idle connection makes room for a new one. */
  private static final int IDLE_CONNECTIONS = 4096;

  private static final long SHORTEST_SWEEP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_SWEEP = TimeUnit.SECONDS.toNanos(5);

  private final FetcherConfig config;
  private final Alarms alarms = new Alarms("fetchfold-httpclient5-timer");
  private final Connector connector;
  private final StrictConnPool<Origin, Connection> pool;
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /**
   * A client without connections.
   *
   * @param config timeouts, limits, resolver, address policy, trust; its concurrency only to have
   *     room for it
   */
  public ClassicClient(FetcherConfig config) {
    this.config = config;
    connector = new Connector(config, alarms);
    pool =
        new StrictConnPool<>(
            Integer.MAX_VALUE,
            Math.clamp((long) config.maxConcurrency() + IDLE_CONNECTIONS, 1, Integer.MAX_VALUE),
            TimeValue.NEG_ONE_MILLISECOND,
            PoolReusePolicy.LIFO,
            null);
  }

  /**
   * Sends a request and receives its reply, blocking. To abort it, interrupt the thread, if that is
   * a virtual one; else use {@link #call}.
   *
   * @param attempt what to send
   * @return as {@link ClassicCall#execute()}
   * @throws InterruptedException as {@link ClassicCall#execute()}
   * @throws IllegalStateException if the client is closed, or was closed meanwhile
   */
  public Reply send(Attempt attempt) throws InterruptedException {
    try {
      return call(attempt).execute();
    } catch (AbortedException e) {
      throw new IllegalStateException("the client was closed", e);
    }
  }

  /**
   * Prepares an attempt that another thread can abort.
   *
   * @param attempt what to send
   * @return the call, not begun
   */
  public ClassicCall call(Attempt attempt) {
    return new ClassicCall(this, attempt);
  }

  /**
   * Closes every connection and ends every thread; calls still under way are aborted. A name being
   * resolved by the system, which cannot be interrupted, keeps its virtual thread until it is. May
   * be repeated.
   */
  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
    connector.close();
    alarms.close();
  }

  FetcherConfig config() {
    return config;
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
  PoolEntry<Origin, Connection> lease(Origin origin) throws InterruptedException {
    Future<PoolEntry<Origin, Connection>> place = pool.lease(origin, null);
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

  Connection connect(Origin origin, Grip grip)
      throws NoConnectionException, AbortedException, InterruptedException {
    return connector.connect(origin, grip);
  }

  void giveBack(PoolEntry<Origin, Connection> entry, Fate fate) {
    switch (fate) {
      case KEEP -> entry.updateExpiry(TimeValue.of(config.idleTimeout())); // CONN-02
      case PART -> entry.discardConnection(CloseMode.GRACEFUL);
      case RESET -> entry.discardConnection(CloseMode.IMMEDIATE);
    }
    try {
      pool.release(entry, fate == Fate.KEEP);
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
      try {
        alarms.in(Math.clamp(half, SHORTEST_SWEEP, LONGEST_SWEEP), this::sweep);
      } catch (RejectedExecutionException e) {
        // Closed meanwhile: there is nothing left to sweep.
      }
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
}
