package dev.fetchfold.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What one exchange holds of its connection: how far it got, and the channel while it is being
 * made, which reactor-netty closes for nobody.
 *
 * <p>Found in the subscriber's context by its class.
 */
final class ExchangeProgress {
  private final Scheduler scheduler = Schedulers.fromExecutor(this::execute);

  private @Nullable Channel channel;
  private boolean givenUp;
  private volatile Phase phase = Phase.CONNECTING;

  /** How far an exchange got: what the same exception means depends on it. */
  enum Phase {
    /** Waiting for the pool, resolving, connecting. */
    CONNECTING,
    /** In the TLS handshake. */
    SECURING,
    /** The request is being sent, or was. */
    ASKED
  }

  Phase phase() {
    return phase;
  }

  /**
   * The event loop of the connection, once there is one. What an exchange is told there, it is told
   * neither too early nor too late: its connection is either still its own or given back.
   */
  Scheduler scheduler() {
    return scheduler;
  }

  /** A connection is being made: the first, or the one to the next address. */
  synchronized void connecting(Channel made) {
    channel = made;
    phase = Phase.CONNECTING;
    if (givenUp) {
      disconnect(made); // CANCEL-03: given up before, or while an earlier address was tried
    }
  }

  void securing() {
    phase = Phase.SECURING;
  }

  /** The connection is there: from now on cancelling the operators closes it. */
  synchronized void asked(Channel made) {
    channel = made;
    phase = Phase.ASKED;
  }

  /** Nothing is wanted any more. At once, from any thread. */
  synchronized void giveUp() {
    givenUp = true;
  }

  synchronized boolean isGivenUp() {
    return givenUp;
  }

  /** Ends a connection that is still being made. On the scheduler. */
  void abort() {
    Channel making = channel();
    if (making != null && phase != Phase.ASKED) {
      disconnect(making); // CANCEL-03
    }
  }

  private static void disconnect(Channel channel) {
    ChannelFuture unused = channel.close();
  }

  private synchronized @Nullable Channel channel() {
    return channel;
  }

  private void execute(Runnable task) {
    Channel held = channel();
    if (held == null) {
      task.run();
      return;
    }
    try {
      held.eventLoop().execute(task);
    } catch (RejectedExecutionException closed) {
      task.run(); // the loop has ended, and with it every connection
    }
  }
}
