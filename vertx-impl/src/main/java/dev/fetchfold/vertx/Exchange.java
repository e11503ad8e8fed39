package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.netty.NettyFaults;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.concurrent.TimeUnit;

/**
 * One request and its reply, on the context, by Vert.x's {@code NetClient}: the only place, with
 * the files it uses, that knows that client.
 */
final class Exchange {
  private final FetcherConfig config;
  private final Connections connections;

  Exchange(FetcherConfig config, ContextInternal context) {
    this.config = config;
    this.connections = new Connections(config, client(config, context), context);
  }

  // @start region="exchange"
  /**
   * Sends one request and receives its reply.
   *
   * @param reply completed with it when the connection is idle or closed; whoever completes it
   *     otherwise aborts the exchange, in every phase (CANCEL-03)
   * @return completes when {@code reply} has, and the exchange is aborted if it had to be (TIME-06)
   */
  Future<Reply> send(Attempt attempt, Promise<Reply> reply) {
    Call call = new Call(attempt, reply);
    Future<Reply> ended = reply.future().onComplete(over -> call.stop());
    call.start();
    return ended;
  }

  /** From a connection to the reply. */
  private final class Call {
    private final Attempt attempt;
    private final Promise<Reply> reply;
    private final ReplyBuffer buffer;
    private Runnable abort = () -> {};

    Call(Attempt attempt, Promise<Reply> reply) {
      this.attempt = attempt;
      this.reply = reply;
      this.buffer = new ReplyBuffer(config, attempt);
    }

    void start() {
      if (isOver()) {
        return;
      }
      Promise<Connections.Lease> lease = Promise.promise();
      abort = () -> lease.tryFail("not wanted any more");
      connections
          .lease(attempt, lease)
          .onSuccess(this::ask)
          .onFailure(thrown -> end(Faults.connecting(config, attempt.origin(), thrown)));
    }

    void stop() {
      abort.run();
      buffer.close(); // BODY-04
    }

    private boolean isOver() {
      return reply.future().isComplete();
    }

    private void end(Reply last) {
      reply.tryComplete(last);
    }

    private void ask(Connections.Lease lease) {
      abort = lease::abort; // CANCEL-06
      lease.ask(
          request(),
          message -> receive(message, lease),
          closed -> fail(NetSocketInternal.CLOSED_EXCEPTION));
    }

    private FullHttpRequest request() {
      ByteBuf body =
          attempt.body().map(bytes -> Unpooled.wrappedBuffer(bytes)).orElse(Unpooled.EMPTY_BUFFER);
      HttpMethod method = HttpMethod.valueOf(attempt.method());
      FullHttpRequest request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, attempt.url().path(), body);
      request.headers().set("Host", attempt.origin().authority());
      attempt.headers().forEach(field -> request.headers().add(field.name(), field.value()));
      return request;
    }

    private void receive(Object message, Connections.Lease lease) {
      try {
        if (!isOver()) { // OUT-05
          read(message, lease);
        }
      } catch (FaultException rejected) {
        end(rejected.fault());
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void read(Object message, Connections.Lease lease) throws FaultException {
      switch (message) {
        case HttpResponse begun -> begin(lease.codec().head());
        case LastHttpContent whole -> conclude(lease); // before its supertype
        case HttpContent part -> buffer.bytes(part.content().nioBuffer());
        default -> throw new IllegalStateException(message + " of a codec for HTTP");
      }
    }

    private void begin(Head head) throws FaultException {
      buffer.head(head.status(), head.headers());
    }

    private void conclude(Connections.Lease lease) throws FaultException {
      lease.codec().expectWhole();
      Reply.Received received = buffer.end();
      if (lease.codec().isReusable()) {
        abort = () -> {};
        lease.giveBack(); // CONN-01: before the permit
      }
      end(received);
    }

    private void fail(Throwable thrown) {
      end(NettyFaults.asked(thrown));
    }
  }

  // @end

  // @start region="configure"
  /** Connects, and nothing else: HTTP is the codec's, and connections are kept by us. */
  private static NetClient client(FetcherConfig config, ContextInternal context) {
    int connectMillis = Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
    NetClientOptions options =
        new NetClientOptions()
            .setConnectTimeout(connectMillis) // TIME-02
            .setSslHandshakeTimeout(connectMillis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setHostnameVerificationAlgorithm("HTTPS") // or Vert.x refuses; the engines verify
            .setSslEngineOptions(new Engines(config)); // SEC-02
    return context.owner().createNetClient(options);
  }

  // @end

  /**
   * Ends every connection.
   *
   * @return completes when that is done
   */
  Future<Void> close() {
    return connections.close();
  }

  /** Where the event loop ends, and with it every connection: waits for nothing. */
  void letGo() {
    connections.letGo();
  }
}
