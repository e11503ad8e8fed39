package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.netty.Codec;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.url.Origin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
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
 * <p>Sockets, and not Vert.x's {@code HttpClient}: what its pool decides is decided here. The size
 * of that would be a bound beside the permits (BOUND-04), who waits in it cannot leave (CANCEL-04),
 * it counts idleness in whole seconds (CONN-02), and it knows connections by address, of which a
 * name may have another one each time it is looked up (CONN-01). To those of its connections that
 * are in no pool one cannot put another codec by anything that Vert.x exports.
 */
final class Connections {
  private final NetClient client;
  private final ContextInternal context;
  private final Names names;
  private final int maxHeaderBytes;
  private final long idleMillis;
  private final Map<Origin, Deque<Lease>> idle = new HashMap<>();
  private final Set<Future<?>> connecting = new HashSet<>();

  Connections(FetcherConfig config, NetClient client, ContextInternal context) {
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
        .onSuccess(made -> hand(made, lease))
        .onFailure(lease::tryFail);
  }

  /** One address after the other, while the connection is wanted (CONN-03). */
  private Future<Lease> connect(
      Origin origin, Iterator<InetAddress> addresses, Future<?> unwanted) {
    if (unwanted.isComplete()) {
      return Future.failedFuture("not wanted any more"); // CANCEL-04
    }
    Future<Lease> made =
        client
            .connect(options(origin, addresses.next()))
            .map(socket -> new Lease(origin, socket)); // before anything is read
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

  private static ConnectOptions options(Origin origin, InetAddress address) {
    InetSocketAddress server = new InetSocketAddress(address, origin.port());
    return new ConnectOptions()
        .setRemoteAddress(SocketAddress.inetSocketAddress(server)) // SEC-01: looked up here only
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
    private final NetSocketInternal socket;
    private final Codec codec;
    private long timer;

    private Lease(Origin origin, NetSocket made) {
      this.origin = origin;
      this.socket = (NetSocketInternal) made;
      this.codec = new Codec(maxHeaderBytes);
      ChannelHandlerContext own = socket.channelHandlerContext();
      own.pipeline().addBefore(own.name(), "codec", codec);
      socket.exceptionHandler(thrown -> {}); // the exchange hears of it, and no log
      beNobodys();
    }

    Codec codec() {
      return codec;
    }

    /**
     * Sends a request.
     *
     * @param reply is told of the codec's messages, which it releases, until this is given back
     * @param ended is told of an end of the connection, until then
     */
    void ask(FullHttpRequest request, Handler<Object> reply, Handler<Void> ended) {
      socket.messageHandler(reply);
      socket.closeHandler(ended);
      Future<Void> unused = socket.writeMessage(request); // what fails is told as the reply
    }

    /** Its exchange is over, and the next one may have it (CONN-01). */
    void giveBack() {
      beNobodys();
      idle.computeIfAbsent(origin, first -> new ArrayDeque<>()).addFirst(this);
      timer = context.setTimer(idleMillis, now -> expire());
    }

    private void expire() {
      leaveIdle();
      socket.close(); // CONN-02
    }

    private void beNobodys() {
      socket.messageHandler(ReferenceCountUtil::release);
      socket.closeHandler(closed -> leaveIdle());
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
      beNobodys();
      Codec.abort(socket.channelHandlerContext().channel());
    }
  }
}
