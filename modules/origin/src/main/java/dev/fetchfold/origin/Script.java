package dev.fetchfold.origin;

import dev.fetchfold.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server does with a request. Called on a thread of its own, which is interrupted when the
 * client ends the connection; may serve many exchanges at once.
 */
@FunctionalInterface
public interface Script {

  /** What becomes of the connection after bytes that are not counted. */
  enum After {
    /** It stays open and serves the next request. */
    KEEP,
    /** It is closed in order. */
    CLOSE,
    /** It is reset. */
    RESET,
    /** It stays open and silent until the client ends it. */
    HANG
  }

  /**
   * Plays one exchange. When it returns the connection serves its next request, unless it was
   * closed.
   *
   * @param exchange the request, and what can be done with it
   * @throws IOException if the client has gone
   * @throws InterruptedException if the client has gone
   */
  void play(Exchange exchange) throws IOException, InterruptedException;

  /**
   * A whole reply, framed by Content-Length; without a body where RFC 9112 §6.3 allows none. {@code
   * Connection: close} among the headers is kept.
   *
   * @param status three digits
   * @param headers without the framing
   * @param body its bytes
   * @return the script
   */
  static Script respond(int status, Headers headers, byte[] body) {
    return exchange -> Replies.whole(exchange, status, headers, body);
  }

  /**
   * A 200 with a text.
   *
   * @param body sent as UTF-8
   * @return the script
   */
  static Script text(String body) {
    return respond(
        200,
        Headers.of("Content-Type", "text/plain; charset=utf-8"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A reply with an empty body.
   *
   * @param status three digits
   * @return the script
   */
  static Script status(int status) {
    return respond(status, Headers.empty(), new byte[0]);
  }

  /**
   * A reply with an empty body.
   *
   * @param status three digits
   * @param headers without the framing
   * @return the script
   */
  static Script status(int status, Headers headers) {
    return respond(status, headers, new byte[0]);
  }

  /**
   * A redirect.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location the value of Location, any string
   * @return the script
   */
  static Script redirect(int status, String location) {
    return status(status, Headers.of("Location", location));
  }

  /**
   * Waits at a gate, then goes on.
   *
   * @param gate the gate
   * @param script what to do then
   * @return the script
   */
  static Script gated(Gate gate, Script script) {
    return exchange -> {
      exchange.pass(gate);
      script.play(exchange);
    };
  }

  /**
   * Does not read the request's body before a gate lets it: a client with more than its and the
   * system's buffers hold cannot finish sending.
   *
   * @param gate the gate
   * @param script what to do when the body has been read
   * @return the script
   */
  static Script unread(Gate gate, Script script) {
    return new Replies.Unread(gate, script);
  }

  /**
   * Replies before it reads the request's body, which the script does not see. The body is read
   * when the reply is whole.
   *
   * @param script what to do when the head has come
   * @return the script
   */
  static Script early(Script script) {
    return new Replies.Early(script);
  }

  /**
   * Waits until the client ends the connection.
   *
   * @return the script
   */
  static Script hang() {
    return Exchange::hang;
  }

  /**
   * Exact bytes. The exchange is in flight until just before the first of them.
   *
   * @param bytes what to write
   * @param after what becomes of the connection
   * @return the script
   */
  static Script raw(byte[] bytes, After after) {
    return exchange -> {
      exchange.sendLast(bytes);
      Replies.then(exchange, after);
    };
  }

  /**
   * Exact bytes, given as text.
   *
   * @param latin1 what to write, one byte per character
   * @param after what becomes of the connection
   * @return the script
   */
  static Script raw(String latin1, After after) {
    return raw(Bytes.latin1(latin1), after);
  }

  /**
   * Exact bytes, a gate, the rest. The exchange is in flight until just before the rest.
   *
   * @param first what to write at once
   * @param gate what to wait for
   * @param rest what to write then
   * @param after what becomes of the connection
   * @return the script
   */
  static Script parted(byte[] first, Gate gate, byte[] rest, After after) {
    return exchange -> {
      exchange.send(first);
      exchange.pass(gate);
      exchange.sendLast(rest);
      Replies.then(exchange, after);
    };
  }

  /**
   * Exact bytes one by one, with a pause between two.
   *
   * @param bytes what to write
   * @param pause how long to wait before each byte but the first
   * @return the script
   */
  static Script drip(byte[] bytes, Duration pause) {
    return exchange -> {
      for (int i = 0; i < bytes.length - 1; i++) {
        exchange.send(new byte[] {bytes[i]});
        exchange.pause(pause);
      }
      exchange.sendLast(new byte[] {bytes[bytes.length - 1]});
    };
  }

  /**
   * A 200 whose body comes in chunks.
   *
   * @param headers without the framing
   * @param chunks none of them empty
   * @return the script
   */
  static Script chunked(Headers headers, byte[]... chunks) {
    List<byte[]> all = List.of(chunks);
    return exchange -> Replies.chunked(exchange, headers, all);
  }

  /**
   * A 200 whose body says it is gzip.
   *
   * @param coded what to send: whole, corrupt or cut, see {@link Bytes}
   * @return the script
   */
  static Script gzip(byte[] coded) {
    return respond(200, Headers.of("Content-Encoding", "gzip"), coded);
  }

  /**
   * A 200 whose body ends with the connection.
   *
   * @param headers without the framing
   * @param body its bytes
   * @return the script
   */
  static Script untilClose(Headers headers, byte[] body) {
    return exchange -> Replies.untilClose(exchange, headers, body);
  }

  /**
   * The nth request gets the nth script, further ones the last.
   *
   * @param scripts one or more
   * @return the script, which counts by itself
   */
  static Script sequence(Script... scripts) {
    List<Script> all = List.of(scripts);
    AtomicInteger count = new AtomicInteger();
    return exchange -> all.get(Math.min(count.getAndIncrement(), all.size() - 1)).play(exchange);
  }
}
