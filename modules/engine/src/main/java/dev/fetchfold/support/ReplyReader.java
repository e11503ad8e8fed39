package dev.fetchfold.support;

import dev.fetchfold.Headers;
import dev.fetchfold.policy.WireFaults;
import java.nio.ByteBuffer;

/**
 * Reads one reply of HTTP/1.1 from the bytes of its connection: the one reader of every engine, so
 * that the same bytes are the same reply (OUT-03).
 *
 * <p>Theory of operation. A client makes a reader when it sends a request, and gives it bytes as
 * they come, in any pieces: {@link #read}. The reader passes interim replies over, tells its sink
 * of the head of the final one and then of the pieces of its body, the transfer coding removed, and
 * says when the reply is whole. Bytes behind the reply are left in the buffer they came in: they
 * belong to nobody (SEC-06). When the connection ends in order the client says so: {@link #end}
 * makes a body whole that is delimited by that, and refuses everything else that is not whole. When
 * it ends otherwise, be it by a reset or by the end of a TLS session that was not closed (RFC 9112
 * §9.8), the client does not ask.
 *
 * <p>What it refuses it refuses as early as it can be known, by {@link FaultException}, and must
 * not be asked again. It keeps a line at most, never a body: each length that a peer chooses is
 * bounded by {@code maxHeaderBytes} (a status line, a header section, a line before a chunk, a
 * trailer section), by {@link #MOST_INTERIM_BYTES}, or by its sink.
 *
 * <p>Not thread-safe.
 */
public final class ReplyReader {
  /** All interim replies before a final one may have so many bytes together. */
  public static final int MOST_INTERIM_BYTES = 64 << 10;

  private static final int SWITCHING_PROTOCOLS = 101;

  /** Where the next byte belongs. */
  private enum Part {
    STATUS_LINE,
    FIELDS,
    COUNTED,
    UNTIL_END,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    WHOLE
  }

  /** Takes the reply. */
  public interface Sink {

    /**
     * The head of the final reply.
     *
     * @param status 200 to 999
     * @param headers as received, without surrounding white space
     * @throws FaultException if the reply cannot be used
     */
    void head(int status, Headers headers) throws FaultException;

    /**
     * A piece of the body.
     *
     * @param bytes to be read from their position to their limit before this returns, and not to be
     *     kept; the position is the one in the buffer that {@link #read} was given
     * @throws FaultException if the reply cannot be used
     */
    void bytes(ByteBuffer bytes) throws FaultException;
  }

  private final String method;
  private final int maxHeaderBytes;
  private final Sink sink;
  private final LineReader lines = new LineReader();

  private Part part = Part.STATUS_LINE;
  private FieldLines fields = new FieldLines();
  private int status;
  private boolean version10;
  private int interimBytes;
  private boolean begun;
  private boolean keptOpen;

  /** Of the body, or of this chunk. */
  private long left;

  /**
   * A reader of the reply to one request.
   *
   * @param method of the request: a reply to HEAD has no body
   * @param maxHeaderBytes the most bytes of a header section
   * @param sink takes the reply
   */
  public ReplyReader(String method, int maxHeaderBytes, Sink sink) {
    this.method = method;
    this.maxHeaderBytes = maxHeaderBytes;
    this.sink = sink;
    lines.begin(maxHeaderBytes);
  }

  /**
   * Reads what has come, up to the end of the reply.
   *
   * @param in read to its limit, or to the end of the reply
   * @return whether the reply is whole
   * @throws FaultException if it cannot be used: PROTOCOL, or what the sink says
   */
  public boolean read(ByteBuffer in) throws FaultException {
    while (part != Part.WHOLE && in.hasRemaining()) {
      begun = true;
      step(in);
    }
    return isWhole();
  }

  /**
   * The connection has ended in order, over TLS: by a closure alert.
   *
   * @throws FaultException if the reply is not whole by that: DISCONNECTED (OUT-04)
   */
  public void end() throws FaultException {
    if (part == Part.UNTIL_END) {
      part = Part.WHOLE;
    }
    if (!isWhole()) {
      throw new FaultException(WireFaults.disconnected(null));
    }
  }

  /**
   * Whether the reply is whole.
   *
   * @return true once {@link #read} or {@link #end} has found its end
   */
  public boolean isWhole() {
    return part == Part.WHOLE;
  }

  /**
   * Whether anything of the reply has come.
   *
   * @return true from its first byte on
   */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Whether the server keeps the connection open behind this reply (CONN-01): by its version, by
   * its Connection fields, and by a body that ends without the connection.
   *
   * @return false until the head of the final reply has come
   */
  public boolean isKeptOpen() {
    return keptOpen;
  }

  private void step(ByteBuffer in) throws FaultException {
    switch (part) {
      case STATUS_LINE -> statusLine(in);
      case FIELDS -> fieldLine(in);
      case COUNTED -> counted(in);
      case UNTIL_END -> sink.bytes(in);
      case CHUNK_SIZE -> chunkSize(in);
      case CHUNK -> chunk(in);
      case CHUNK_END -> chunkEnd(in);
      case TRAILERS -> trailer(in);
      case WHOLE -> throw new IllegalStateException("the reply is whole");
    }
  }

  private void statusLine(ByteBuffer in) throws FaultException {
    if (!lines.take(in)) {
      StatusLine.checkBeginning(lines);
      return;
    }
    status = StatusLine.status(lines);
    version10 = StatusLine.isVersion10(lines);
    interimBytes += lines.taken();
    enterSection(Part.FIELDS);
  }

  private void fieldLine(ByteBuffer in) throws FaultException {
    if (!lines.take(in)) {
      return;
    }
    if (lines.length() > 0) {
      fields.add(lines);
    } else if (status < 200) {
      interimReply();
    } else {
      head(fields.end());
    }
  }

  private void interimReply() throws FaultException {
    interimBytes += lines.taken();
    if (status == SWITCHING_PROTOCOLS) {
      throw refused("it switches protocols, which was not asked for");
    }
    if (interimBytes > MOST_INTERIM_BYTES) {
      throw refused("its interim replies are over " + MOST_INTERIM_BYTES + " bytes");
    }
    enterSection(Part.STATUS_LINE);
  }

  private void head(Headers headers) throws FaultException {
    Framing framing = Framing.of(method, status, version10, headers);
    keptOpen = Framing.isKeptOpen(version10, headers) && !(framing instanceof Framing.UntilEnd);
    sink.head(status, headers);
    switch (framing) {
      case Framing.None none -> part = Part.WHOLE;
      case Framing.Counted counted -> {
        left = counted.length();
        part = left == 0 ? Part.WHOLE : Part.COUNTED;
      }
      case Framing.Chunked chunked -> enterSection(Part.CHUNK_SIZE);
      case Framing.UntilEnd untilEnd -> part = Part.UNTIL_END;
    }
  }

  private void counted(ByteBuffer in) throws FaultException {
    pass(in);
    if (left == 0) {
      part = Part.WHOLE;
    }
  }

  private void chunkSize(ByteBuffer in) throws FaultException {
    if (!lines.take(in)) {
      ChunkSize.checkBeginning(lines);
      return;
    }
    left = ChunkSize.of(lines);
    if (left == 0) {
      enterSection(Part.TRAILERS);
    } else {
      part = Part.CHUNK;
    }
  }

  private void chunk(ByteBuffer in) throws FaultException {
    pass(in);
    if (left == 0) {
      left = 2;
      part = Part.CHUNK_END;
    }
  }

  private void chunkEnd(ByteBuffer in) throws FaultException {
    if (in.get() != (left == 2 ? '\r' : '\n')) {
      throw refused("a chunk is longer than its size");
    }
    left--;
    if (left == 0) {
      enterSection(Part.CHUNK_SIZE);
    }
  }

  private void trailer(ByteBuffer in) throws FaultException {
    if (!lines.take(in)) {
      return;
    }
    if (lines.length() > 0) {
      fields.add(lines);
    } else {
      part = Part.WHOLE;
    }
  }

  /** Bytes of the body, no more than are left of it. */
  private void pass(ByteBuffer in) throws FaultException {
    int limit = in.limit();
    int length = (int) Math.min(in.remaining(), left);
    in.limit(in.position() + length);
    sink.bytes(in);
    in.limit(limit);
    left -= length;
  }

  private void enterSection(Part next) {
    part = next;
    lines.begin(maxHeaderBytes);
    fields = new FieldLines();
  }

  private static FaultException refused(String what) {
    return new FaultException(WireFaults.invalid(what));
  }
}
