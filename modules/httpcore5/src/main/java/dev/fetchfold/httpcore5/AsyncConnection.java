package dev.fetchfold.httpcore5;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what happens on it; used by one call at a time.
 *
 * <p>Theory of operation. Every event of a connection is handled by its one I/O thread, which many
 * connections share: each handler does a bounded piece of work, never blocks, and what it throws is
 * this connection's end and never the thread's. A call hands over an exchange from any thread
 * ({@link #begin}); the I/O thread begins it at an event for output, or somebody finds that the
 * connection has ended: who claims the exchange first ({@link AsyncExchange#claim()}) decides. What
 * was begun is concluded by the I/O thread alone, when the event that ended it has been dealt with.
 */
final class AsyncConnection implements ModalCloseable, IOEventHandler {
  /** Other connections of the thread have their turn then. */
  private static final int PIECES_AT_ONCE = 16;

  private enum Phase {
    /** Just made: what comes is for the first request. */
    FRESH,
    /** A request is under way. */
    BUSY,
    /** The last reply is whole: what comes belongs to none (SEC-06). */
    RESTING,
    /** As RESTING; there is a request, to be begun if still nothing has come. */
    CALLED
  }

  private final ProtocolIOSession session;
  private final ByteBuffer piece;
  private Phase phase = Phase.FRESH;
  private ByteBuffer early = ByteBuffer.allocate(0);
  private volatile @Nullable AsyncExchange exchange;
  private volatile @Nullable Awaited<TransportSecurityLayer> securing;
  private volatile @Nullable SSLEngine tls;

  /**
   * A connection that has just been made.
   *
   * @param piece where to receive, while an event is dealt with: the I/O thread's own
   */
  AsyncConnection(ProtocolIOSession session, ByteBuffer piece) {
    this.session = session;
    this.piece = piece;
  }

  /** Begins TLS; what ends the connection before it is done is told, too. */
  void secure(Awaited<TransportSecurityLayer> secured, Consumer<TransportSecurityLayer> upgrade) {
    securing = secured;
    upgrade.accept(new Observed(session, engine -> tls = engine));
    if (!session.isOpen()) {
      notSecured(new ConnectionClosedException());
    }
  }

  private void notSecured(Throwable cause) {
    Awaited<TransportSecurityLayer> waiting = securing;
    if (waiting != null) {
      waiting.completeExceptionally(cause); // TLS, unless it had been done
    }
  }

  boolean isUsable() {
    return session.isOpen();
  }

  /** Has an exchange begun by the I/O thread; it hears of its end, whatever that is. */
  void begin(AsyncExchange next) {
    exchange = next;
    try {
      session.setEvent(SelectionKey.OP_WRITE);
    } catch (CancelledKeyException e) {
      // It was closed just now.
    }
    if (!session.isOpen()) {
      forget(next); // there may be no event any more
    }
  }

  /** The connection ended before the request. */
  private void forget(AsyncExchange next) {
    if (next.claim()) {
      next.neverBegun();
    }
  }

  @Override
  public void connected(IOSession session) {
    handle(() -> {}); // TLS is done: a trust manager of the caller's was called
  }

  @Override
  public void inputReady(IOSession session, @Nullable ByteBuffer bytes) {
    handle(
        () -> {
          switch (phase) {
            case FRESH -> keep(bytes);
            case BUSY -> receive(bytes);
            case RESTING, CALLED -> part(); // SEC-06, or the peer has ended it
          }
        });
  }

  /** For the request that will come: TLS has no other place for it, TCP keeps the rest. */
  private void keep(@Nullable ByteBuffer bytes) {
    session.clearEvent(SelectionKey.OP_READ);
    if (bytes != null) {
      int length = early.remaining() + bytes.remaining();
      early = ByteBuffer.allocate(length).put(early).put(bytes).flip();
    }
  }

  private void part() {
    session.clearEvent(SelectionKey.OP_WRITE);
    close(CloseMode.GRACEFUL);
    AsyncExchange next = exchange;
    if (next != null) {
      exchange = null;
      forget(next);
    }
  }

  @Override
  public void outputReady(IOSession session) {
    handle(
        () -> {
          switch (phase) {
            case FRESH, CALLED -> start();
            case BUSY -> send();
            case RESTING -> call();
          }
        });
  }

  /** What has come by now is seen before the next event of this kind. */
  private void call() {
    if (exchange == null) {
      giveUpOutput();
    } else {
      phase = Phase.CALLED;
    }
  }

  private void start() {
    AsyncExchange next = exchange;
    if (!session.isOpen()) {
      part();
    } else if (next != null && next.claim()) {
      start(next);
    } else {
      giveUpOutput();
    }
  }

  private void start(AsyncExchange next) {
    phase = Phase.BUSY;
    session.setEvent(SelectionKey.OP_READ);
    send();
    if (early.hasRemaining()) {
      next.take(early);
    }
  }

  private void giveUpOutput() {
    session.clearEvent(SelectionKey.OP_WRITE);
    if (exchange != null) {
      session.setEvent(SelectionKey.OP_WRITE); // there is one since a moment ago
    }
  }

  /** A server may reply and close before it has read the whole request: the reply is read then. */
  private void send() {
    AsyncExchange current = exchange;
    if (current == null) {
      return;
    }
    try {
      current.send(session);
    } catch (IOException e) {
      current.cannotBeSent(e);
    }
    if (!current.hasToSend()) {
      session.clearEvent(SelectionKey.OP_WRITE);
    }
  }

  /** What comes over TLS comes with the event. */
  private void receive(@Nullable ByteBuffer bytes) throws IOException {
    AsyncExchange current = exchange;
    if (current == null) {
      return;
    }
    if (bytes != null) {
      current.take(bytes);
      return;
    }
    int read = piece.capacity();
    for (int i = 0; i < PIECES_AT_ONCE && read == piece.capacity() && !current.isOver(); i++) {
      read = session.read(piece.clear());
      if (read >= 0) {
        current.take(piece.flip());
      } else if (isCut()) {
        throw cut();
      } else {
        current.end();
      }
    }
  }

  /** Whether a TLS session has ended without having been closed (RFC 9112 §9.8, OUT-04). */
  private boolean isCut() throws IOException {
    SSLEngine engine = tls;
    return engine != null && !engine.isInboundDone() && session.read(piece.clear()) < 0;
  }

  private static EOFException cut() {
    return new EOFException("The TLS session was not closed");
  }

  /** Only TLS has one, for its end. */
  @Override
  public void timeout(IOSession session, Timeout timeout) {
    close(CloseMode.IMMEDIATE);
  }

  @Override
  public void exception(IOSession session, Exception cause) {
    handle(
        () -> {
          throw isCut() ? cut() : cause;
        });
  }

  @Override
  public void disconnected(IOSession session) {
    handle(
        () -> {
          throw new ConnectionClosedException();
        });
    AsyncExchange next = exchange;
    if (next != null) {
      forget(next);
    }
  }

  /** The work of a handler. */
  private interface Work {
    void run() throws Exception;
  }

  /** An Error is this connection's, too: it must not end the I/O thread, which others need. */
  private void handle(Work work) {
    try {
      work.run();
    } catch (Throwable t) {
      fail(t);
    }
    AsyncExchange current = exchange;
    if (phase == Phase.BUSY && current != null && current.isOver()) {
      exchange = null;
      phase = Phase.RESTING;
      current.conclude(session.isOpen() ? AfterExchange.KEEP : AfterExchange.CLOSE);
    }
    Thread.interrupted(); // by the caller's code, whoever it was meant for: it would end the thread
  }

  private void fail(Throwable cause) {
    notSecured(cause);
    AsyncExchange current = exchange;
    if (phase == Phase.BUSY && current != null) {
      current.failed(cause);
    }
    close(CloseMode.IMMEDIATE); // HttpCore would end some in order
  }

  @Override
  public void close(CloseMode mode) {
    session.close(mode);
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }
}
