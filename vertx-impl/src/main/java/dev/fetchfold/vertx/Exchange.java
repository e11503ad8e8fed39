package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.netty.NettyFaults;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.ReplyBuffer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * One request and its reply, on the context, by Vert.x's {@code HttpClient}: the only place, with
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
      lease.onClose(() -> fail(new HttpClosedException("Connection was closed")));
      lease
          .connection()
          .request(new RequestOptions().setMethod(HttpMethod.valueOf(attempt.method())))
          .onSuccess(request -> send(request, lease))
          .onFailure(this::fail);
    }

    private void send(HttpClientRequest request, Connections.Lease lease) {
      if (isOver()) {
        return; // CANCEL-03: no request afterwards
      }
      request.setURI(attempt.url().path());
      request.headers().clear(); // OUT-07: nor the client's own
      request.putHeader("Host", attempt.origin().authority());
      for (Headers.Field field : attempt.headers()) {
        request.headers().add(field.name(), field.value());
      }
      request.exceptionHandler(this::fail);
      request.response().onSuccess(head -> receive(head, lease)).onFailure(this::fail);
      Future<Void> unused =
          attempt.body().map(Buffer::buffer).map(request::end).orElseGet(request::end);
    }

    private void receive(HttpClientResponse head, Connections.Lease lease) {
      head.exceptionHandler(this::fail);
      head.handler(bytes -> accept(() -> buffer.bytes(ByteBuffer.wrap(bytes.getBytes()))));
      head.endHandler(end -> accept(() -> conclude(lease)));
      accept(() -> begin(lease.codec().head()));
    }

    private void begin(Head head) throws ReplyBuffer.Rejected {
      buffer.head(head.status(), head.headers());
    }

    private void conclude(Connections.Lease lease) throws ReplyBuffer.Rejected {
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

    private void accept(Part part) {
      if (isOver()) {
        return; // OUT-05
      }
      try {
        part.push();
      } catch (ReplyBuffer.Rejected rejected) {
        end(rejected.fault());
      }
    }
  }

  /** Pushes a part of a reply into its buffer. */
  @FunctionalInterface
  private interface Part {
    void push() throws ReplyBuffer.Rejected;
  }

  // @end

  // @start region="configure"
  /** Redirects are followed, bodies decoded and connections kept by nobody but us. */
  private static HttpClientAgent client(FetcherConfig config, ContextInternal context) {
    int connectMillis = Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setConnectTimeout(connectMillis) // TIME-02
            .setSslHandshakeTimeout(connectMillis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setDecompressionSupported(false)
            .setSslEngineOptions(new Engines(config)); // SEC-02
    return context.owner().createHttpClient(options);
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
