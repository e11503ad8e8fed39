package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.netty.Codec;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.url.Origin;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections of a fetcher, on the context: made when they are needed, kept while they are
 * idle.
 *
 * <p>Vert.x's own pool is not asked, because what it decides is decided here: its size would be a
 * bound beside the permits (BOUND-04), who waits in it cannot leave (CANCEL-04), it counts idleness
 * in whole seconds (CONN-02), and it knows connections by address, of which a name may have another
 * one each time it is looked up (CONN-01).
 */
final class Connections {
  private final HttpClientAgent client;
  private final ContextInternal context;
  private final Names names;
  private final int maxHeaderBytes;
  private final long idleMillis;
  private final Map<Origin, Deque<Lease>> idle = new HashMap<>();
  private final Set<Future<?>> connecting = new HashSet<>();

  Connections(FetcherConfig config, HttpClientAgent client, ContextInternal context) {
    this.client = client;
    this.context = context;
    this.names = new Names(config);
    this.maxHeaderBytes = config.maxHeaderBytes();
    this.idleMillis = Attempts.millis(config.idleTimeout().toNanos());
  }

  /**
   * A connection for an attempt, idle or new.
   *
   * @param lease completed with it; fail this promise to give the request up
   */
  Future<Lease> lease(Attempt attempt, Promise<Lease> lease) {
    Optional<Lease> free = attempt.fresh() ? Optional.empty() : take(attempt.origin()); // CONN-04
    free.ifPresentOrElse(lease::complete, () -> connect(attempt.origin(), lease));
    return lease.future();
  }

  /** The one that was used last, of those whose end is not known. */
  private Optional<Lease> take(Origin origin) {
    Deque<Lease> free = idle.get(origin);
    while (free != null && !free.isEmpty()) {
      Lease last = free.getFirst();
      last.leaveIdle();
      if (last.codec.isReusable()) {
        return Optional.of(last);
      }
    }
    return Optional.empty();
  }

  private void connect(Origin origin, Promise<Lease> lease) {
    names
        .lookUp(origin.host(), context.promise(), lease.future())
        .compose(addresses -> connect(origin, addresses.iterator(), lease.future()))
        .onSuccess(made -> hand(new Lease(origin, made), lease))
        .onFailure(lease::tryFail);
  }

  /** One address after the other, while the connection is wanted (CONN-03). */
  private Future<HttpClientConnection> connect(
      Origin origin, Iterator<InetAddress> addresses, Future<?> unwanted) {
    if (unwanted.isComplete()) {
      return Future.failedFuture("not wanted any more"); // CANCEL-04
    }
    Future<HttpClientConnection> made = client.connect(options(origin, addresses.next()));
    connecting.add(made);
    return made.onComplete(over -> connecting.remove(made))
        .recover(
            thrown ->
                addresses.hasNext() && Faults.isUnreached(thrown)
                    ? connect(origin, addresses, unwanted)
                    : Future.failedFuture(thrown));
  }

  private static void hand(Lease made, Promise<Lease> lease) {
    if (!lease.tryComplete(made)) {
      made.abort(); // CANCEL-03: nobody wants it any more, and no request is on it
    }
  }

  private static HttpConnectOptions options(Origin origin, InetAddress address) {
    InetSocketAddress server = new InetSocketAddress(address, origin.port());
    return new HttpConnectOptions()
        .setServer(SocketAddress.inetSocketAddress(server)) // SEC-01: looked up by nobody else
        .setHost(origin.host())
        .setPort(origin.port())
        .setSsl(origin.secure());
  }

  /**
   * Ends every connection, when those being made are made or given up: there is no handle on them
   * here, and neither the client nor an event loop that ends can be relied on to end them
   * (CLOSE-02). One whose handshake fails is closed just after that is told.
   */
  Future<Void> close() {
    names.close();
    Promise<Void> closed = context.promise();
    Future.join(List.copyOf(connecting))
        .onComplete(over -> context.runOnContext(now -> client.close().onComplete(closed)));
    return closed.future();
  }

  /** Where the event loop ends, and with it every connection: waits for nothing. */
  void letGo() {
    names.close();
    Future<Void> unused = client.close();
  }

  /** A connection that one exchange has, or none. */
  final class Lease {
    private final Origin origin;
    private final HttpClientConnection connection;
    private final Channel channel;
    private final Codec codec;
    private Runnable onClose = () -> {};
    private long timer;

    private Lease(Origin origin, HttpClientConnection connection) {
      this.origin = origin;
      this.connection = connection;
      this.channel = channel(connection);
      this.codec = new Codec(maxHeaderBytes);
      channel.pipeline().replace("codec", "codec", codec);
      connection.exceptionHandler(thrown -> {}); // the exchange hears of it, and no log
      connection.closeHandler(closed -> closed());
    }

    HttpClientConnection connection() {
      return connection;
    }

    Codec codec() {
      return codec;
    }

    /** What to do when it ends while it is held; until it is given back. */
    void onClose(Runnable action) {
      onClose = action;
    }

    /** Its exchange is over, and the next one may have it (CONN-01). */
    void giveBack() {
      onClose = () -> {};
      idle.computeIfAbsent(origin, first -> new ArrayDeque<>()).addFirst(this);
      timer = context.setTimer(idleMillis, now -> expire());
    }

    private void expire() {
      leaveIdle();
      connection.close(); // CONN-02
    }

    private void closed() {
      leaveIdle();
      onClose.run();
    }

    private void leaveIdle() {
      Deque<Lease> free = idle.get(origin);
      if (free != null && free.remove(this)) {
        context.owner().cancelTimer(timer);
        if (free.isEmpty()) {
          idle.remove(origin); // BOUND-08
        }
      }
    }

    /** Ends it, whatever is on it. */
    void abort() {
      onClose = () -> {};
      Codec.abort(channel);
    }
  }

  /** What Vert.x has no public way to. */
  private static Channel channel(HttpClientConnection connection) {
    return ((UnpooledHttpClientConnection) connection).unwrap().channelHandlerContext().channel();
  }
}
