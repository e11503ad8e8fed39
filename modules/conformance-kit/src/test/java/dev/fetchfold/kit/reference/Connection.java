package dev.fetchfold.kit.reference;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.support.ReplyReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** One connection: HTTP/1.1 (RFC 9112) over a socket, for one exchange at a time. */
final class Connection implements AutoCloseable {
  /** How long a look at an idle connection waits for what may have come. */
  private static final int LOOK_MILLIS = 1;

  private static final int PIECE = 8192;

  private final FetcherConfig config;
  private final Faults faults;
  private final Socket tcp;
  private final Socket socket;
  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private boolean persistent;
  private boolean surplus;

  /** What is left of a piece, for who takes it for the next reply. */
  private ByteBuffer left = ByteBuffer.allocate(0);

  private Optional<String> cookie = Optional.empty();

  /** Over a socket that is connected, {@code tcp} itself or TLS over it. */
  Connection(FetcherConfig config, Faults faults, Socket tcp, Socket socket) throws IOException {
    this.config = config;
    this.faults = faults;
    this.tcp = tcp;
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** What the reader has told of the reply, on its way to the buffer. */
  private final class Told implements ReplyReader.Sink {
    private final ReplyBuffer buffer;
    private int status;
    private Headers headers = Headers.empty();

    Told(ReplyBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void head(int status, Headers received) throws FaultException {
      this.status = status;
      headers = faults.has(Fault.FIELD_NAMES_ARE_LOWERED) ? lowered(received) : received; // OUT-06
      buffer.head(status, headers);
    }

    @Override
    public void bytes(ByteBuffer bytes) throws FaultException {
      buffer.bytes(bytes);
    }

    boolean hasHead() {
      return status > 0;
    }
  }

  /** Sends a request and receives its whole reply. */
  Reply exchange(Attempt attempt, ReplyBuffer buffer) throws IOException, FaultException {
    persistent = false;
    send(attempt);
    Told told = new Told(buffer);
    ReplyReader reader = new ReplyReader(attempt.method(), config.maxHeaderBytes(), told);
    receive(reader, told);
    cookie = told.headers.first("Set-Cookie");
    Reply reply = end(told, buffer);
    persistent = reader.isKeptOpen() || faults.has(Fault.EVERY_VERSION_PERSISTS); // CONN-01
    return reply;
  }

  /** To the end of the reply; some faults take other ends for it. */
  private void receive(ReplyReader reader, Told told) throws IOException, FaultException {
    if (faults.has(Fault.SURPLUS_IS_THE_NEXT_REPLY)) {
      reader.read(left);
    }
    while (!reader.isWhole()) {
      int count = read(told);
      if (count < 0) {
        end(reader, told);
        return;
      }
      left = ByteBuffer.wrap(piece, 0, count);
      reader.read(left);
      surplus = left.hasRemaining(); // SEC-06
    }
  }

  private int read(Told told) throws IOException {
    try {
      return in.read(piece);
    } catch (SocketException e) {
      if (told.hasHead() && faults.has(Fault.RESET_IS_AN_END)) { // OUT-04
        return -1;
      }
      throw e;
    }
  }

  private void end(ReplyReader reader, Told told) throws IOException, FaultException {
    if (told.hasHead() && faults.has(Fault.SHORT_BODY_IS_WHOLE)) {
      return;
    }
    if (tcp instanceof NotingSocket noting
        && noting.hasEnded()
        && socket instanceof SSLSocket
        && !faults.has(Fault.TLS_ENDS_WITH_TCP)) { // OUT-04
      throw new EOFException("the connection ended before its TLS session");
    }
    reader.end();
  }

  private Reply end(Told told, ReplyBuffer buffer) throws FaultException {
    try {
      return buffer.end();
    } catch (FaultException e) {
      if (faults.has(Fault.GZIP_CUT_SHORT_IS_WHOLE)) { // BODY-02
        return new Reply.Received(told.status, told.headers, Body.empty());
      }
      throw e;
    }
  }

  private static Headers lowered(Headers headers) {
    return Headers.of(
        headers.fields().stream()
            .map(field -> new Headers.Field(field.name().toLowerCase(Locale.ROOT), field.value()))
            .toList());
  }

  private void send(Attempt attempt) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(attempt.method()).append(' ').append(attempt.url().path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(attempt.origin().authority()).append("\r\n"); // OUT-07
    for (Headers.Field field : attempt.headers()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (faults.has(Fault.CONNECTION_FIELD_IS_ADDED)) { // OUT-07
      head.append("Connection: keep-alive\r\n");
    }
    if (faults.has(Fault.COOKIES_ARE_KEPT)) { // SEC-05
      cookie.ifPresent(value -> head.append("Cookie: ").append(value).append("\r\n"));
    }
    byte[] body = attempt.body().orElse(new byte[0]);
    if (attempt.body().isPresent()) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (faults.has(Fault.HALF_A_REQUEST_IS_ENOUGH)) { // CONN-05
      sendUntilReply(out, body);
    } else {
      out.write(body);
    }
    out.flush();
  }

  private void sendUntilReply(OutputStream out, byte[] body) throws IOException {
    for (int at = 0; at < body.length && in.available() == 0; at += PIECE) {
      out.write(body, at, Math.min(PIECE, body.length - at));
    }
  }

  /** Whether it may carry another request: nothing has come that nobody asked for (SEC-06). */
  boolean isUsable() {
    try {
      if (faults.has(Fault.CONNECTION_PER_ATTEMPT)) { // CONN-01
        return false;
      }
      if (faults.has(Fault.TIMED_OUT_CONNECTION_IS_KEPT)) {
        return !socket.isClosed();
      }
      if (faults.has(Fault.SURPLUS_IS_THE_NEXT_REPLY)) {
        return persistent;
      }
      return persistent && !surplus && in.available() == 0 && !hasInput();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasInput() throws IOException {
    return tcp.getInputStream().available() > 0;
  }

  /** Whether the peer has ended it while it rested, or sent what nobody asked for: CONN-01. */
  boolean isAlive() {
    if (faults.has(Fault.IDLE_CONNECTIONS_ARE_NOT_LOOKED_AT)
        || faults.has(Fault.TIMED_OUT_CONNECTION_IS_KEPT)
        || faults.has(Fault.SURPLUS_IS_THE_NEXT_REPLY)) {
      return true;
    }
    try {
      return isSilent();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isSilent() throws IOException {
    int timeout = tcp.getSoTimeout();
    tcp.setSoTimeout(LOOK_MILLIS);
    try {
      int unused = in.read(); // an end, or a byte that nobody asked for
      return false;
    } catch (SocketTimeoutException nothingCame) {
      return true;
    } finally {
      tcp.setSoTimeout(timeout);
    }
  }

  /** What some faults have in place of a time for the whole exchange. */
  void timeOutPerRead(Duration timeout) throws IOException {
    tcp.setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
  }

  /** Ends it in order. */
  @Override
  public void close() {
    try (tcp) {
      socket.shutdownOutput(); // TLS says so too
    } catch (IOException e) {
      // It has ended already, which is what was wanted.
    }
  }

  void reset() {
    reset(tcp);
  }

  /** Ends it at once, whoever is blocked on it. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It has ended already.
    }
  }
}
