package dev.fetchfold.httpclient5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what happens on it, on its I/O thread; used by one call at a time.
 *
 * <p>HttpCore says that a reply is whole before it has looked at the bytes behind it, so an
 * exchange is over, and the next may begin, when the event that ended it has been dealt with.
 */
final class AsyncConnection implements ModalCloseable, IOEventHandler, Http1StreamListener {
  private enum Phase {
    /** Just made: what comes is left unread until there is a request. */
    FRESH,
    /** A request is under way. */
    BUSY,
    /** The last reply is whole: what comes belongs to none (SEC-06). */
    RESTING,
    /** As RESTING; there is a request, to be begun if still nothing has come. */
    CALLED
  }

  private final ProtocolIOSession session;
  private final AsyncHeadParser parser;
  private final ClientHttp1IOEventHandler http;
  private Phase phase = Phase.FRESH;
  private Fate fate = Fate.RESET;
  private volatile @Nullable AsyncExchange exchange;
  private volatile @Nullable Awaited<TransportSecurityLayer> securing;

  AsyncConnection(ProtocolIOSession session, Http1Config config) {
    this.session = session;
    this.parser = new AsyncHeadParser(config);
    this.http = new ClientHttp1IOEventHandler(new StrictDuplexer(session, config, parser, this));
  }

  /** Begins TLS; what ends the connection before it is done is told, too. */
  void secure(Awaited<TransportSecurityLayer> secured, Consumer<ProtocolIOSession> upgrade) {
    securing = secured;
    upgrade.accept(session);
    if (!session.isOpen()) {
      notSecured(new ConnectionClosedException());
    }
  }

  private void notSecured(Exception cause) {
    Awaited<TransportSecurityLayer> waiting = securing;
    if (waiting != null) {
      waiting.failed(cause); // TLS, unless it had been done
    }
  }

  boolean isUsable() {
    return session.isOpen();
  }

  /** Has an exchange begun by the I/O thread; it hears of its end, whatever that is. */
  void begin(AsyncExchange next) {
    exchange = next;
    session.setEvent(SelectionKey.OP_WRITE);
    if (!session.isOpen()) {
      end(next); // there may be no event any more
    }
  }

  @Override
  public void connected(IOSession session) throws IOException {
    http.connected(session);
  }

  @Override
  public void inputReady(IOSession session, @Nullable ByteBuffer bytes) throws IOException {
    switch (phase) {
      case FRESH -> session.clearEvent(SelectionKey.OP_READ);
      case BUSY -> handle(() -> http.inputReady(session, bytes));
      case RESTING, CALLED -> session.close(CloseMode.GRACEFUL); // or the peer has ended it
    }
  }

  @Override
  public void outputReady(IOSession session) throws IOException {
    if (!session.isOpen()) {
      return; // what came with this event has ended it
    }
    AsyncExchange next = exchange;
    if (next != null && phase == Phase.RESTING) {
      phase = Phase.CALLED; // what has come by now is seen before the next event of this kind
      return;
    }
    if (next != null && phase != Phase.BUSY) {
      start(next);
    }
    handle(() -> send(session));
    if (exchange != null && phase != Phase.BUSY) {
      session.setEvent(SelectionKey.OP_WRITE); // begun meanwhile: HttpCore may have cleared it
    }
  }

  private void start(AsyncExchange next) {
    phase = Phase.BUSY;
    fate = Fate.RESET;
    session.setEvent(SelectionKey.OP_READ);
    session.enqueue(
        new RequestExecutionCommand(next, HttpCoreContext.create()), Command.Priority.NORMAL);
  }

  /** A server may reply and close before it has read the whole request: the reply is read then. */
  private void send(IOSession session) throws IOException {
    try {
      http.outputReady(session);
    } catch (IOException unsent) {
      http.inputReady(session, null);
      AsyncExchange sent = exchange;
      if (sent != null && !sent.isOver()) {
        throw unsent;
      }
    }
  }

  @Override
  public void timeout(IOSession session, Timeout timeout) throws IOException {
    handle(() -> http.timeout(session, timeout));
  }

  @Override
  public void exception(IOSession session, Exception cause) {
    notSecured(cause);
    http.exception(session, cause);
    concludeIfOver();
  }

  @Override
  public void disconnected(IOSession session) {
    notSecured(new ConnectionClosedException());
    http.disconnected(session);
    AsyncExchange last = exchange;
    if (last != null) {
      end(last);
    }
  }

  @Override
  public void onRequestHead(HttpConnection connection, HttpRequest request) {}

  @Override
  public void onResponseHead(HttpConnection connection, HttpResponse response) {}

  @Override
  public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
    fate = keepAlive ? Fate.KEEP : Fate.PART;
  }

  /** An event for HttpCore. */
  private interface Event {
    void happen() throws IOException;
  }

  /** An Error is this connection's: it must not end the I/O thread, which others need. */
  private void handle(Event event) throws IOException {
    try {
      event.happen();
    } catch (Error e) {
      throw new IOException(e);
    }
    concludeIfOver();
  }

  private void concludeIfOver() {
    AsyncExchange ending = exchange;
    if (ending != null && ending.isOver()) {
      exchange = null;
      phase = Phase.RESTING;
      ending.conclude(whole());
    }
  }

  /** What becomes of this connection if the reply is whole. */
  private Fate whole() {
    boolean usable = session.isOpen() && !parser.hasSurplus(); // SEC-06
    return fate == Fate.KEEP && !usable ? Fate.PART : fate;
  }

  /** The connection has ended. */
  private static void end(AsyncExchange last) {
    last.failed(new ConnectionClosedException());
    last.conclude(Fate.RESET);
  }

  @Override
  public void close(CloseMode mode) {
    session.close(mode);
  }

  @Override
  public void close() {
    session.close(CloseMode.GRACEFUL);
  }
}
