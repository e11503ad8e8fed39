package dev.fetchfold.httpclient5;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.ReplyBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** One request and its reply over a connection. */
final class ClassicExchange {
  private static final int PIECE = 8192;

  private final Connection connection;
  private final Attempt attempt;
  private final ReplyBuffer buffer;
  private final ClassicHttpRequest request;
  private Optional<IOException> unsent = Optional.empty();
  private boolean keptAlive;

  ClassicExchange(Connection connection, Attempt attempt, ReplyBuffer buffer) {
    this.connection = connection;
    this.attempt = attempt;
    this.buffer = buffer;
    request = new BasicClassicHttpRequest(attempt.method(), null, null, attempt.url().path());
    Http1.addFields(request, attempt);
    attempt.body().ifPresent(body -> request.setEntity(new ByteArrayEntity(body, null)));
  }

  /** Sends and receives, blocking; the reply is whole when this returns. */
  Reply.Received run() throws IOException, HttpException, ReplyBuffer.Rejected {
    send();
    ClassicHttpResponse head = head();
    buffer.head(head.getCode(), Http1.headers(head));
    if (Http1.hasBody(attempt, head.getCode())) {
      receiveBody(head);
    }
    keptAlive =
        DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, head, HttpCoreContext.create());
    return buffer.end();
  }

  /** Whether the next request may use the connection (CONN-01). */
  boolean leavesConnectionUsable() {
    return keptAlive && unsent.isEmpty() && !connection.hasSurplus(); // CONN-05, SEC-06
  }

  /** A server may reply and close before it has read the whole request: the reply is read then. */
  private void send() throws HttpException {
    try {
      connection.sendRequestHeader(request);
      connection.sendRequestEntity(request);
      connection.flush();
    } catch (IOException e) {
      unsent = Optional.of(e);
    }
  }

  private ClassicHttpResponse head() throws IOException, HttpException {
    try {
      return finalHead();
    } catch (IOException | HttpException e) {
      if (unsent.isPresent()) {
        throw unsent.get(); // what came first
      }
      throw e;
    }
  }

  private ClassicHttpResponse finalHead() throws IOException, HttpException {
    ClassicHttpResponse head;
    do {
      head = connection.receiveResponseHeader();
      if (head.getCode() == 101) {
        throw new ProtocolException("Switching protocols was not asked for");
      }
    } while (head.getCode() < 200);
    return head;
  }

  private void receiveBody(ClassicHttpResponse head)
      throws IOException, HttpException, ReplyBuffer.Rejected {
    connection.receiveResponseEntity(head);
    HttpEntity entity = head.getEntity();
    try {
      receive(entity.getContent(), piece(entity.getContentLength()));
    } catch (MalformedChunkCodingException e) {
      throwIfEnded(); // rather than what the decoder made of half a chunk
      throw e;
    }
    if (entity.isChunked()) {
      throwIfEnded(); // OUT-04: in the trailer
    }
  }

  /** The stream is not closed: that would first read the rest of a body that was rejected. */
  private void receive(InputStream content, byte[] piece) throws IOException, ReplyBuffer.Rejected {
    int read = content.read(piece);
    while (read >= 0) {
      buffer.bytes(ByteBuffer.wrap(piece, 0, read));
      read = content.read(piece);
    }
  }

  private void throwIfEnded() throws ConnectionClosedException {
    if (connection.inputEnded()) {
      throw new ConnectionClosedException("Premature end of the chunks");
    }
  }

  private static byte[] piece(long length) {
    return new byte[length < 0 ? PIECE : Math.clamp(length, 1, PIECE)];
  }
}
