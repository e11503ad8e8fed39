package dev.fetchfold.origin;

import dev.fetchfold.origin.Entry.Closer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection: a thread that plays scripts, and a pump that reads at all times, so that
 * the end of the connection is noticed at once.
 */
final class Connection implements Runnable {
  private static final int CHUNK = 4096;

  private final OriginServer server;
  private final Ledger ledger;
  private final Socket raw;
  private final int number;
  private final Inbox inbox = new Inbox();
  private final Thread player;
  private final Thread pump;
  private volatile Socket socket;
  private volatile boolean secured;
  private volatile boolean over;

  Connection(OriginServer server, Socket raw) {
    this.server = server;
    this.ledger = server.ledger();
    this.raw = raw;
    this.socket = raw;
    this.number = ledger.opened(server.port());
    String name = "kit-origin-" + server.port() + "-" + number;
    this.player = Thread.ofVirtual().name(name).unstarted(this);
    this.pump = Thread.ofVirtual().name(name + "-pump").unstarted(this::pump);
  }

  void start() {
    player.start();
  }

  int number() {
    return number;
  }

  /** Whether the client may have sent something that is not recorded yet. */
  boolean hasUnread() {
    if (over) {
      return true; // until its thread has ended, which is soon
    }
    try {
      return raw.getInputStream().available() > 0 || isPumping() || (secured && !inbox.isDrained());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether what the pump has read may not be in the inbox yet: waiting for bytes it is parked. */
  private boolean isPumping() {
    Thread.State state = pump.getState();
    return state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED;
  }

  @Override
  public void run() {
    try {
      secure();
      pump.start();
      serve();
    } catch (InterruptedException | InterruptedIOException e) {
      // The pump or the server has ended the connection.
    } catch (ProtocolException e) {
      ledger.broken(number, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      ended(Closer.CLIENT);
    } catch (RuntimeException | Error e) {
      ledger.broken(number, e.toString());
    } finally {
      ended(Closer.SERVER);
      server.forget(this);
    }
  }

  /** Ends the connection without waiting. */
  void abort() {
    ended(Closer.SERVER);
  }

  void join() throws InterruptedException {
    player.join(Overdue.PATIENCE);
    if (pump.getState() != Thread.State.NEW) {
      pump.join(Overdue.PATIENCE);
    }
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void skip(int count) throws IOException {
    inbox.skipNBytes(count);
  }

  void replying(int exchange) {
    ledger.replying(number, exchange);
  }

  void ending() {
    ledger.ending(number);
  }

  void close() throws IOException {
    note(Closer.SERVER);
    if (socket instanceof SSLSocket) {
      socket.shutdownOutput();
    }
    raw.close();
  }

  void cut() throws IOException {
    note(Closer.SERVER);
    raw.close();
  }

  void reset() throws IOException {
    note(Closer.SERVER);
    raw.setSoLinger(true, 0);
    raw.close();
  }

  private void serve() throws IOException, InterruptedException {
    @Nullable LineScript lineScript = server.lineScript();
    if (lineScript != null) {
      lineScript.play(new Line(this));
      return;
    }
    Optional<Request> request = Request.read(inbox);
    while (request.isPresent()) {
      exchange(request.get());
      request = over ? Optional.empty() : Request.read(inbox);
    }
  }

  private void exchange(Request request) throws IOException, InterruptedException {
    Entry.Head head = ledger.head(number, server.port(), request);
    if (over) {
      return; // the client has gone since it sent this head, which is recorded all the same
    }
    int call = server.count(head.path());
    Script script = server.script(head.path());
    if (script instanceof Replies.Unread unread) {
      unread.gate().pass();
    }
    if (script instanceof Replies.Early) {
      script.play(new Exchange(this, head, new byte[0], call));
      readBody(request, head);
    } else {
      script.play(new Exchange(this, head, readBody(request, head), call));
    }
    ledger.done(number);
    if (request.headers().first("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
  }

  private byte[] readBody(Request request, Entry.Head head) throws IOException {
    byte[] body = request.readBody(inbox);
    if (body.length > 0) {
      ledger.uploaded(number, head.number(), body.length);
    }
    return body;
  }

  private void secure() throws IOException, InterruptedException {
    if (server.isSecure()) {
      server.awaitHandshake();
      SSLSocket tls = server.secure(raw);
      try {
        tls.startHandshake();
      } catch (IOException e) {
        ledger.unsecured(number, String.valueOf(e.getMessage()));
        throw e;
      }
      socket = tls;
      ledger.secured(number);
    }
    secured = true;
  }

  private void pump() {
    try {
      InputStream in = socket.getInputStream();
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        inbox.put(Arrays.copyOf(chunk, count));
      }
      ended(Closer.CLIENT);
    } catch (SocketException e) {
      ended(Closer.CLIENT_RESET);
    } catch (IOException e) {
      ended(Closer.CLIENT);
    } catch (InterruptedException e) {
      ended(Closer.SERVER);
    }
  }

  private void note(Closer by) {
    over = true;
    ledger.closed(number, by);
  }

  /** Whoever comes first is noted as the one who ended it. */
  private void ended(Closer by) {
    note(by);
    inbox.end();
    try {
      raw.close();
    } catch (IOException e) {
      ledger.broken(number, e.toString());
    }
    player.interrupt();
    pump.interrupt();
  }
}
