package dev.fetchfold.httpclient5;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.ReplyBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One request and its reply over a connection, on its I/O thread. */
final class AsyncExchange implements AsyncClientExchangeHandler {
  private final AsyncConnection connection;
  private final Attempt attempt;
  private final ReplyBuffer buffer;
  private final End end;
  private final ByteBuffer unsent;
  private final AtomicBoolean concluded = new AtomicBoolean();
  private volatile boolean begun;
  private volatile @Nullable Reply reply;

  /** Told once what came of it. */
  interface End {

    /** On the connection's I/O thread, when that has dealt with everything that came. */
    void ended(Reply reply, Fate fate);

    /** The connection was closed before the request was begun. */
    void neverBegun();
  }

  AsyncExchange(AsyncConnection connection, Attempt attempt, ReplyBuffer buffer, End end) {
    this.connection = connection;
    this.attempt = attempt;
    this.buffer = buffer;
    this.end = end;
    this.unsent = ByteBuffer.wrap(attempt.body().orElse(new byte[0]));
  }

  /** Whether it has its reply, or a fault. */
  boolean isOver() {
    return reply != null;
  }

  /**
   * Tells its end, once.
   *
   * @param whole what becomes of the connection if the reply is whole
   */
  void conclude(Fate whole) {
    Reply last = reply;
    if (last == null || concluded.getAndSet(true)) {
      return;
    }
    if (!begun) {
      end.neverBegun();
    } else if (last instanceof Reply.Received && !unsent.hasRemaining()) { // CONN-05
      end.ended(last, whole);
    } else {
      end.ended(last, Fate.RESET);
    }
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    begun = true;
    HttpRequest request = new BasicHttpRequest(attempt.method(), null, attempt.url().path());
    Http1.addFields(request, attempt);
    EntityDetails body =
        unsent.hasRemaining() ? new BasicEntityDetails(unsent.remaining(), null) : null;
    channel.sendRequest(request, body, context);
  }

  @Override
  public int available() {
    return unsent.remaining();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    channel.write(unsent);
    if (!unsent.hasRemaining()) {
      channel.endStream();
    }
  }

  @Override
  public void consumeInformation(HttpResponse head, HttpContext context) throws HttpException {
    if (head.getCode() == 101) {
      throw new ProtocolException("Switching protocols was not asked for");
    }
  }

  @Override
  public void consumeResponse(HttpResponse head, @Nullable EntityDetails body, HttpContext context)
      throws HttpException, IOException {
    try {
      buffer.head(head.getCode(), Http1.headers(head));
    } catch (ReplyBuffer.Rejected e) {
      throw reject(e);
    }
    if (body == null) {
      streamEnd(null);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    try {
      buffer.bytes(bytes);
    } catch (ReplyBuffer.Rejected e) {
      throw reject(e);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) throws IOException {
    try {
      settle(buffer.end());
    } catch (ReplyBuffer.Rejected e) {
      throw reject(e);
    }
  }

  /** Nobody wants what else comes: what is thrown ends the connection. */
  private IOException reject(ReplyBuffer.Rejected rejected) {
    settle(rejected.fault());
    return new IOException("The reply was rejected", rejected);
  }

  @Override
  public void failed(Exception cause) {
    settle(ReplyFaults.exchange(cause));
    connection.close(CloseMode.IMMEDIATE); // HttpCore would end some in order
  }

  private void settle(Reply last) {
    if (reply == null) {
      reply = last;
    }
  }

  @Override
  public void cancel() {}

  @Override
  public void releaseResources() {}
}
