package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.url.Origin;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 over non-blocking sockets: one request and its reply, on I/O threads.
 *
 * <p>As {@link ClassicClient}, which blocks, it makes a {@link Reply} of whatever a server or a
 * network does, and bounds nothing (BOUND-04). Safe for use by many threads.
 *
 * <p>It has an I/O thread per processor, one that ends TLS handshakes and idle connections, and a
 * virtual thread for each connection being made. All are daemons.
 */
public final class AsyncClient implements AutoCloseable {
  /** How late a connect timeout may be noticed. */
  private static final TimeValue SELECT_INTERVAL = TimeValue.ofMilliseconds(50);

  /** How long a close waits for connections being made that may not come. */
  private static final TimeValue GRACE = TimeValue.ofSeconds(1);

  /** As much as an I/O thread reads at once. */
  private static final int PIECE = 16 << 10;

  private static final ThreadFactory IO_THREADS =
      Thread.ofPlatform()
          .daemon() // CLOSE-03
          .name("fetchfold-httpcore5-io-", 0)
          .inheritInheritableThreadLocals(false) // FOLD-05
          .factory();

  private final FetcherConfig config;
  private final Alarms alarms = new Alarms("fetchfold-httpcore5-timer");
  private final DefaultConnectingIOReactor reactor;
  private final AsyncConnector connector;
  private final Pool<AsyncConnection> pool;
  private final Set<AsyncCall.Course> underWay = ConcurrentHashMap.newKeySet();

  /**
   * A client without connections.
   *
   * @param config timeouts, limits, resolver, address policy, trust, as {@link
   *     dev.fetchfold.support.Runs#marking} gives it; its concurrency only to have room for it
   */
  public AsyncClient(FetcherConfig config) {
    this.config = config;
    ThreadLocal<ByteBuffer> pieces =
        ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE));
    reactor =
        new DefaultConnectingIOReactor(
            (session, attachment) -> new AsyncConnection(session, pieces.get()),
            IOReactorConfig.custom()
                .setSelectInterval(SELECT_INTERVAL)
                .setSoTimeout(Timeout.DISABLED)
                .setTcpNoDelay(true)
                .build(),
            IO_THREADS,
            null,
            null,
            null,
            session -> session.close(CloseMode.IMMEDIATE));
    connector = new AsyncConnector(config, alarms, reactor);
    pool = new Pool<>(config, alarms);
    reactor.start();
  }

  /**
   * Prepares an attempt.
   *
   * @param attempt what to send
   * @return the call, not begun
   */
  public AsyncCall call(Attempt attempt) {
    return new AsyncCall(this, attempt);
  }

  /**
   * Closes every connection and waits until the I/O threads have ended: for what they are doing,
   * and up to a second for connections that are being made; not to be called on one of them. A call
   * still under way gets a fault. May be repeated. Interrupted, it returns earlier, with the
   * interrupt status set.
   */
  @Override
  public void close() {
    pool.close();
    underWay.forEach(AsyncCall.Course::closed);
    connector.close();
    alarms.close();
    try {
      shutDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The I/O threads close what they hold and end. Closed from another thread, HttpCore forgets the
   * connection that one of them is about to make (CLOSE-02); so this comes last, for those that are
   * made and get no answer.
   */
  private void shutDown() throws InterruptedException {
    reactor.initiateShutdown();
    try {
      reactor.awaitShutdown(GRACE);
    } finally {
      reactor.close(CloseMode.IMMEDIATE);
    }
    reactor.awaitShutdown(TimeValue.MAX_VALUE);
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

  /** Known before it has its place, so that closing finds it. */
  AsyncCall.Course open(AsyncCall.Course course) {
    underWay.add(course);
    try {
      course.take(lease(course.origin()));
      return course;
    } catch (IllegalStateException e) {
      underWay.remove(course);
      throw e;
    }
  }

  /** An interrupt of the calling thread is meant for others. */
  private PoolEntry<Origin, AsyncConnection> lease(Origin origin) {
    boolean interrupted = Thread.interrupted();
    try {
      return pool.lease(origin);
    } catch (InterruptedException e) {
      interrupted = true;
      return lease(origin);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void leave(
      AsyncCall.Course course, PoolEntry<Origin, AsyncConnection> entry, AfterExchange after) {
    underWay.remove(course);
    pool.giveBack(entry, after);
  }

  AsyncConnection connect(Origin origin, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    return connector.connect(origin, handle);
  }

  void start(Runnable connecting) {
    Thread.ofVirtual()
        .name("fetchfold-httpcore5-connect")
        .inheritInheritableThreadLocals(false) // FOLD-05
        .start(connecting);
  }
}
