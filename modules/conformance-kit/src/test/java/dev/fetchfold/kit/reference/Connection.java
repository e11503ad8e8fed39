package dev.fetchfold.kit.reference;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.ReplyBuffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection: HTTP/1.1 (RFC 9112) over a socket, for one exchange at a time. */
final class Connection implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("(HTTP/1\\.[01]) ([1-9][0-9]{2})( .*)?");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CLOSE = Pattern.compile("(?i)(^|.*,)\\s*close\\s*(,.*|$)");

  /** What a head may be longer than its fields: the status line, and white space. */
  private static final int SLACK = 8192;

  private static final int PIECE = 8192;

  private final FetcherConfig config;
  private final Faults faults;
  private final Socket tcp;
  private final Socket socket;
  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private boolean persistent;
  private Optional<String> cookie = Optional.empty();

  /** Over a socket that is connected, {@code tcp} itself or TLS over it. */
  Connection(FetcherConfig config, Faults faults, Socket tcp, Socket socket) throws IOException {
    this.config = config;
    this.faults = faults;
    this.tcp = tcp;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  private record Head(String version, int status, Headers headers) {}

  /** Sends a request and receives its whole reply. */
  Reply exchange(Attempt attempt, ReplyBuffer buffer) throws IOException, ReplyBuffer.Rejected {
    persistent = false;
    send(attempt);
    Head head = head();
    while (head.status() < 200) {
      head = head(); // OUT-04: an interim reply is none
    }
    buffer.head(head.status(), head.headers());
    boolean delimited = hasOwnEnd(attempt, head, buffer);
    cookie = head.headers().first("Set-Cookie");
    Reply reply = end(head, buffer);
    persistent = delimited && persists(head) && !saysClose(head.headers());
    return reply;
  }

  private boolean persists(Head head) {
    return head.version().equals("HTTP/1.1") || faults.has(Fault.EVERY_VERSION_PERSISTS); // CONN-01
  }

  private boolean hasOwnEnd(Attempt attempt, Head head, ReplyBuffer buffer)
      throws IOException, ReplyBuffer.Rejected {
    try {
      return receive(attempt, head, buffer);
    } catch (SocketException e) {
      if (faults.has(Fault.RESET_IS_AN_END)) { // OUT-04
        return false;
      }
      throw e;
    }
  }

  private Reply end(Head head, ReplyBuffer buffer) throws ReplyBuffer.Rejected {
    try {
      return buffer.end();
    } catch (ReplyBuffer.Rejected e) {
      if (faults.has(Fault.GZIP_CUT_SHORT_IS_WHOLE)) { // BODY-02
        return new Reply.Received(head.status(), head.headers(), Body.empty());
      }
      throw e;
    }
  }

  private static boolean saysClose(Headers headers) {
    return headers.all("Connection").stream().anyMatch(value -> CLOSE.matcher(value).matches());
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

  private Head head() throws IOException {
    int left = config.maxHeaderBytes() + SLACK;
    Matcher status = matched(STATUS, line(left));
    List<Headers.Field> fields = new ArrayList<>();
    String line = line(left);
    while (!line.isEmpty()) {
      Matcher field = matched(FIELD, line);
      String name = field.group(1);
      if (faults.has(Fault.FIELD_NAMES_ARE_LOWERED)) { // OUT-06
        name = name.toLowerCase(Locale.ROOT);
      }
      fields.add(new Headers.Field(name, field.group(2)));
      left -= line.length();
      line = line(left);
    }
    return new Head(status.group(1), Integer.parseInt(status.group(2)), Headers.of(fields));
  }

  private static Matcher matched(Pattern pattern, String line) throws ProtocolException {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new ProtocolException("a line of the reply is none of HTTP/1.1");
    }
    return matcher;
  }

  /** The next line without its end; a connection that ends in it has cut it short. */
  private String line(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next; (next = in.read()) != '\n'; line.write(next)) {
      if (next < 0) {
        throw new EOFException("the connection ended inside a line");
      }
      if (line.size() > most) {
        throw new ProtocolException("the header section of the reply is too long");
      }
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** The body by RFC 9112 §6.3; says whether something else than the connection's end ended it. */
  private boolean receive(Attempt attempt, Head head, ReplyBuffer buffer)
      throws IOException, ReplyBuffer.Rejected {
    List<String> lengths = head.headers().all("Content-Length").stream().distinct().toList();
    if (attempt.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return true; // OUT-04
    } else if (head.headers().contains("Transfer-Encoding")) { // only chunked is left
      chunks(buffer);
    } else if (lengths.isEmpty()) {
      toTheEnd(buffer);
      return false;
    } else if (lengths.size() == 1) {
      exactly(Long.parseLong(matched(LENGTH, lengths.getFirst()).group()), buffer);
    } else {
      throw new ProtocolException("the reply has two lengths");
    }
    return true;
  }

  private void chunks(ReplyBuffer buffer) throws IOException, ReplyBuffer.Rejected {
    long size = chunkSize();
    while (size > 0) {
      exactly(size, buffer);
      if (!line(SLACK).isEmpty()) {
        throw new ProtocolException("a chunk is longer than its size");
      }
      size = chunkSize();
    }
    int left = config.maxHeaderBytes() + SLACK;
    String trailer = line(left);
    while (!trailer.isEmpty()) {
      left -= trailer.length();
      trailer = line(left);
    }
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(matched(CHUNK, line(SLACK)).group(1), 16);
  }

  private void exactly(long length, ReplyBuffer buffer) throws IOException, ReplyBuffer.Rejected {
    for (long left = length; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0 && faults.has(Fault.SHORT_BODY_IS_WHOLE)) {
        return;
      }
      if (read < 0) {
        throw new EOFException("the connection ended before the body"); // OUT-04
      }
      buffer.bytes(ByteBuffer.wrap(piece, 0, read));
      left -= read;
    }
  }

  private void toTheEnd(ReplyBuffer buffer) throws IOException, ReplyBuffer.Rejected {
    for (int read; (read = in.read(piece)) >= 0; ) {
      buffer.bytes(ByteBuffer.wrap(piece, 0, read));
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
      return persistent && in.available() == 0 && tcp.getInputStream().available() == 0;
    } catch (IOException e) {
      return false;
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
