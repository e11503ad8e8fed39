package dev.fetchfold.reactor;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Event loops and pools: the fetcher's own, or its user's (CLOSE-02). */
sealed interface Resources {

  /** The event loops of the connections. */
  LoopResources loops();

  /** The event loops as a timer: there is no other thread that would have to be ended. */
  Scheduler timer();

  /** A connection is being made. */
  void made(Channel channel);

  /** A pool for one origin. */
  ConnectionProvider open();

  /** Of a pool of ours nothing is kept. */
  void release(ConnectionProvider pool);

  /** Ends the event loops that are ours, and with them their connections. */
  Mono<Void> close();

  private static Scheduler timerOn(LoopResources loops) {
    return Schedulers.fromExecutorService(loops.onClient(false));
  }

  /**
   * Daemon threads (CLOSE-03), and pools that close what has been idle (CONN-02).
   *
   * @param idleTimeout after which an unused connection is closed
   * @param interval how often that is looked for
   * @param channels every connection, and once closed none
   */
  record Owned(
      LoopResources loops,
      Scheduler timer,
      Duration idleTimeout,
      Duration interval,
      ChannelGroup channels)
      implements Resources {

    static Owned create(Duration idleTimeout, Duration interval) {
      LoopResources loops =
          LoopResources.create(
              "fetchfold-reactor", -1, LoopResources.DEFAULT_IO_WORKER_COUNT, true, false);
      ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
      return new Owned(loops, timerOn(loops), idleTimeout, interval, channels);
    }

    @Override
    public void made(Channel channel) {
      channels.add(channel);
    }

    @Override
    public ConnectionProvider open() {
      return ConnectionProvider.builder("fetchfold-reactor")
          .maxConnections(Integer.MAX_VALUE) // BOUND-04: permits decide, not the pool
          .pendingAcquireMaxCount(-1)
          .pendingAcquireTimeout(Duration.ZERO)
          .lifo()
          .maxIdleTime(idleTimeout)
          .evictInBackground(interval, timer)
          .build();
    }

    @Override
    public void release(ConnectionProvider pool) {
      pool.dispose();
    }

    /**
     * Connections first: event loops that end without a quiet period may forget theirs. Then the
     * loops, not by {@code disposeLater}, which starts a thread of {@code Schedulers.parallel()}.
     */
    @Override
    public Mono<Void> close() {
      return FutureMono.deferFuture(channels::close)
          .onErrorComplete()
          .then(FutureMono.deferFuture(this::shutDown));
    }

    @SuppressWarnings("unchecked") // Netty's Future<?> never has a value
    private io.netty.util.concurrent.Future<Void> shutDown() {
      return (io.netty.util.concurrent.Future<Void>)
          loops.onClient(false).shutdownGracefully(0, 10, TimeUnit.SECONDS);
    }
  }

  /**
   * A pool that the user lent, on reactor-netty's shared event loops: its connections outlive the
   * fetcher.
   */
  record Lent(ConnectionProvider pool) implements Resources {

    @Override
    public LoopResources loops() {
      return HttpResources.get();
    }

    @Override
    public Scheduler timer() {
      return timerOn(loops());
    }

    @Override
    public void made(Channel channel) {}

    @Override
    public ConnectionProvider open() {
      return pool;
    }

    @Override
    public void release(ConnectionProvider pool) {}

    @Override
    public Mono<Void> close() {
      return Mono.empty();
    }
  }
}
