package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.netty.Codec;
import dev.fetchfold.netty.NettyTls;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.url.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyOutbound;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * One request and its reply, by reactor-netty's {@code HttpClient}: the only place, with the files
 * it uses, that knows that client.
 */
final class Exchange {
  private final FetcherConfig config;
  private final Resources resources;
  private final Resolution resolution;
  private final NettyTls tls;
  private final Faults faults;
  private final Clients clients;

  /** One object for all clients: it is part of what a lent pool tells them apart by. */
  private final ChannelPipelineConfigurer preparation = this::prepare;

  /** On event loops and pools of its own. */
  Exchange(FetcherConfig config) {
    this(config, Resources.Owned.create(config.idleTimeout(), interval(config)));
  }

  /** On a pool that stays open. */
  Exchange(FetcherConfig config, ConnectionProvider lent) {
    this(config, new Resources.Lent(lent));
  }

  private Exchange(FetcherConfig config, Resources resources) {
    this.config = config;
    this.resources = resources;
    this.resolution = new Resolution(config);
    this.tls = new NettyTls(config);
    this.faults = new Faults(config);
    this.clients =
        new Clients(config.idleTimeout(), interval(config), resources.timer(), this::open);
  }

  // @start region="exchange"
  /**
   * Sends one request and receives its reply. Cold: each subscription is one request.
   *
   * @return a {@link Reply.Received} or a {@link Reply.Fault}, on an event loop, when the
   *     connection is back in its pool or closed; never an error. Cancelling aborts it, in every
   *     phase and from any thread.
   */
  Mono<Reply> send(Attempt attempt) {
    return clients.use(
        attempt.origin(),
        client -> exchange(client.http(attempt), attempt, new ExchangeProgress()));
  }

  private Mono<Reply> exchange(HttpClient client, Attempt attempt, ExchangeProgress progress) {
    return client
        .request(HttpMethod.valueOf(attempt.method()))
        .uri(attempt.url().path())
        .send((request, outbound) -> ask(attempt, request, outbound, progress))
        .responseConnection((head, connection) -> receive(attempt, connection, progress))
        .single()
        .publishOn(progress.scheduler()) // CONN-01: not before the pool has the connection
        .onErrorResume(thrown -> Mono.just(faults.of(thrown, progress.phase())))
        .filter(reply -> !progress.isGivenUp()) // OUT-05
        .doOnCancel(progress::abort)
        .cancelOn(progress.scheduler()) // CANCEL-06: or it hits the connection's next exchange
        .doOnCancel(progress::giveUp)
        .contextWrite(context -> context.put(ExchangeProgress.class, progress));
  }

  private static Publisher<Void> ask(
      Attempt attempt,
      HttpClientRequest request,
      NettyOutbound outbound,
      ExchangeProgress progress) {
    outbound.withConnection(connection -> progress.asked(connection.channel()));
    if (progress.isGivenUp()) {
      return Mono.never(); // CANCEL-03: the cancel is on its way to this event loop
    }
    HttpHeaders fields = request.requestHeaders().clear(); // OUT-07: nor the client's own
    fields.set("Host", attempt.origin().authority());
    attempt.headers().forEach(field -> fields.add(field.name(), field.value()));
    return attempt
        .body()
        .map(body -> outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body))))
        .orElse(outbound);
  }

  private Mono<Reply> receive(Attempt attempt, Connection connection, ExchangeProgress progress) {
    return Mono.using(
            () -> begin(attempt, connection),
            reply -> read(reply, connection, progress),
            ReplyBuffer::close) // BODY-04
        .doOnError(thrown -> connection.dispose());
  }

  private ReplyBuffer begin(Attempt attempt, Connection connection) throws FaultException {
    Head head = Codec.of(connection.channel()).head();
    ReplyBuffer reply = new ReplyBuffer(config, attempt);
    reply.head(head.status(), head.headers());
    return reply;
  }

  private static Mono<Reply> read(
      ReplyBuffer reply, Connection connection, ExchangeProgress progress) {
    return connection
        .inbound()
        .receive()
        .handle((ByteBuf bytes, SynchronousSink<Void> sink) -> push(bytes, reply, sink))
        .then(Mono.fromCallable(() -> end(reply, connection, progress)));
  }

  private static void push(ByteBuf bytes, ReplyBuffer reply, SynchronousSink<Void> sink) {
    try {
      reply.bytes(bytes.nioBuffer());
    } catch (FaultException rejected) {
      sink.error(rejected);
    }
  }

  private static Reply end(ReplyBuffer reply, Connection connection, ExchangeProgress progress)
      throws FaultException {
    if (progress.isGivenUp()) {
      connection.markPersistent(false); // CANCEL-06: the rest came before the cancel got here
    }
    Codec.of(connection.channel()).expectWhole();
    return reply.end();
  }

  // @end

  // @start region="configure"
  private Clients.Client open(Origin origin) {
    ConnectionProvider pool = resources.open();
    return new Clients.Client(
        client(origin, pool),
        () -> client(origin, ConnectionProvider.newConnection()),
        () -> resources.release(pool));
  }

  private HttpClient client(Origin origin, ConnectionProvider connections) {
    HttpClient plain =
        HttpClient.create(connections)
            .runOn(resources.loops(), false) // NIO: native transports cost more, as measured
            .remoteAddress(() -> InetSocketAddress.createUnresolved(origin.host(), origin.port()))
            .protocol(HttpProtocol.HTTP11)
            .disableRetry(true) // RETRY-01
            .followRedirect(false)
            .compress(false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis()) // TIME-02
            .resolver(resolution)
            .doOnResolve(resolution::expect)
            .doOnChannelInit(preparation);
    return origin.secure() ? plain.secure(this::secure) : plain;
  }

  private void secure(SslProvider.SslContextSpec spec) {
    spec.sslContext(tls) // SEC-02
        .handlerConfigurator(tls::prepare)
        .handshakeTimeoutMillis(connectMillis()) // TIME-02
        .closeNotifyFlushTimeoutMillis(100); // CANCEL-03: no peer that does not read holds it up
  }

  private void prepare(
      ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
    resources.made(channel);
    ExchangeProgress progress = observer.currentContext().get(ExchangeProgress.class);
    progress.connecting(channel);
    channel
        .pipeline()
        .replace(
            NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new Codec(config.maxHeaderBytes()));
    if (channel.pipeline().get(NettyPipeline.SslHandler) != null) {
      channel.pipeline().addFirst(new Securing(progress));
    }
  }

  private int connectMillis() {
    return Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
  }

  private static Duration interval(FetcherConfig config) {
    return Duration.ofMillis(Math.max(10, config.idleTimeout().toMillis() / 2));
  }

  // @end

  /**
   * Ends what this exchange owns, and every connection of its own.
   *
   * @return completes when no thread is left; may be subscribed to again
   */
  Mono<Void> close() {
    return Mono.<Void>fromRunnable(this::release).then(resources.close());
  }

  private void release() {
    clients.close();
    resolution.close();
  }

  /** Notes that the connection was made and TLS begins. */
  private static final class Securing extends ChannelInboundHandlerAdapter {
    private final ExchangeProgress progress;

    Securing(ExchangeProgress progress) {
      this.progress = progress;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      progress.securing();
      ctx.pipeline().remove(this);
      ctx.fireChannelActive();
    }
  }
}
