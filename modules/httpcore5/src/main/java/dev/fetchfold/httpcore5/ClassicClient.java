package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.url.Origin;
import org.apache.hc.core5.pool.PoolEntry;

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
  private final FetcherConfig config;
  private final Alarms alarms = new Alarms("fetchfold-httpcore5-timer");
  private final Connector connector;
  private final Pool<Connection> pool;

  /**
   * A client without connections.
   *
   * @param config timeouts, limits, resolver, address policy, trust, as {@link
   *     dev.fetchfold.support.Runs#marking} gives it; its concurrency only to have room for it
   */
  public ClassicClient(FetcherConfig config) {
    this.config = config;
    connector = new Connector(config, alarms);
    pool = new Pool<>(config, alarms);
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
    pool.close();
    connector.close();
    alarms.close();
  }

  FetcherConfig config() {
    return config;
  }

  boolean isClosed() {
    return pool.isClosed();
  }

  /** Calls that hold a connection or are about to. */
  int leased() {
    return pool.leased();
  }

  /** Origins remembered. */
  int origins() {
    return pool.origins();
  }

  /** A place in the pool, perhaps with a connection: at once, since there is always room. */
  PoolEntry<Origin, Connection> lease(Origin origin) throws InterruptedException {
    return pool.lease(origin);
  }

  Connection connect(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    return connector.connect(origin, handle);
  }

  void giveBack(PoolEntry<Origin, Connection> entry, AfterExchange after) {
    pool.giveBack(entry, after);
  }
}
