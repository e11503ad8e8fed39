package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.support.ReplyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/** One request and its reply over a connection, on its I/O thread once it is begun. */
final class AsyncExchange {
  /** As much as is offered to a session at once; it copies what it is offered. */
  private static final int PIECE = 16 << 10;

  /** Other connections of the thread have their turn then. */
  private static final int PIECES_AT_ONCE = 16;

  private final List<ByteBuffer> request;
  private final ReplyBuffer buffer;
  private final ReplyReader reader;
  private final End end;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private Optional<IOException> unsent = Optional.empty();
  private @Nullable Reply reply;
  private boolean surplus;

  /** Told once what came of it. */
  interface End {

    /** On the connection's I/O thread, when that has dealt with everything that came. */
    void ended(Reply reply, AfterExchange after);

    /** The connection was closed before the request was begun. */
    void neverBegun();
  }

  AsyncExchange(FetcherConfig config, Attempt attempt, ReplyBuffer buffer, End end) {
    this.request = Http1.request(attempt);
    this.buffer = buffer;
    this.reader = new ReplyReader(attempt.method(), config.maxHeaderBytes(), buffer);
    this.end = end;
  }

  /** True for one caller, who then begins it or says that it never will be. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  void neverBegun() {
    end.neverBegun();
  }

  /** Sends some of the request, as much as the session takes. */
  void send(IOSession session) throws IOException {
    int pieces = 0;
    for (ByteBuffer part : request) {
      while (part.hasRemaining()) {
        if (pieces++ == PIECES_AT_ONCE || !isTaken(session, part)) {
          return;
        }
      }
    }
  }

  private static boolean isTaken(IOSession session, ByteBuffer part) throws IOException {
    int limit = part.limit();
    part.limit(Math.min(limit, part.position() + PIECE));
    try {
      return session.write(part) > 0;
    } finally {
      part.limit(limit);
    }
  }

  boolean hasToSend() {
    return unsent.isEmpty() && !isSent();
  }

  private boolean isSent() {
    return !request.getLast().hasRemaining();
  }

  /** There may be a reply all the same. */
  void cannotBeSent(IOException cause) {
    unsent = Optional.of(cause);
  }

  /** Takes what has come of the reply, all of it. */
  void take(ByteBuffer bytes) {
    try {
      if (reader.read(bytes)) {
        surplus = bytes.hasRemaining();
        reply = buffer.end();
      }
    } catch (FaultException e) {
      reply = e.fault();
    }
  }

  /** The connection has ended in order. */
  void end() {
    if (unsent.isPresent()) { // a reset is told once, then it is an end
      failed(unsent.get());
      return;
    }
    try {
      reader.end();
      reply = buffer.end();
    } catch (FaultException e) {
      reply = e.fault();
    }
  }

  /** The connection has ended otherwise. */
  void failed(Throwable cause) {
    if (reply == null) {
      reply = ReplyFaults.exchange(unsent.isPresent() ? unsent.get() : cause);
    }
  }

  /** Whether it has its reply, or a fault. */
  boolean isOver() {
    return reply != null;
  }

  /**
   * Tells its end.
   *
   * @param best what becomes of the connection if the next request may use it (CONN-01)
   */
  void conclude(AfterExchange best) {
    Reply last = reply;
    if (last instanceof Reply.Received && isSent()) { // CONN-05
      end.ended(last, reader.isKeptOpen() && !surplus ? best : AfterExchange.CLOSE); // SEC-06
    } else if (last != null) {
      end.ended(last, AfterExchange.RESET);
    }
  }
}
