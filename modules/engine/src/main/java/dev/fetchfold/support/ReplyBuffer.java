package dev.fetchfold.support;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Progress;
import dev.fetchfold.policy.Reply;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One reply while it is received: a client pushes its head, then the bytes of its body as they
 * come, transfer coding removed, nothing else; then its end. One decoder and one set of caps for
 * every engine, since every client's own decompression is off (BODY-01, BODY-02).
 *
 * <p>Not thread-safe. Each method throws {@link FaultException} when the reply cannot be used: the
 * engine then aborts the exchange and settles the attempt with {@link FaultException#fault()}. A
 * reply that is abandoned for another reason is closed (BODY-04).
 *
 * <p>The head is told to the attempt's {@link Progress} once it is accepted, for the policy to see
 * where the rest fails. The body of a redirect that is followed is nobody's (REDIRECT-01): it is
 * neither decoded nor kept, {@code maxBodyBytes} does not hold for it, and no more of it is read
 * than {@link #MOST_OF_A_REDIRECT}, which a connection that stays open is worth.
 */
public final class ReplyBuffer implements ReplyReader.Sink, AutoCloseable {
  /** So many bytes of the body of a redirect are read. */
  public static final int MOST_OF_A_REDIRECT = 64 << 10;

  /** What gzip adds to bytes that it cannot make smaller, with room for its headers. */
  private static final long MOST_CODED_BEYOND = Gunzip.LARGEST_HEADER;

  private static final Growing NOTHING = new Growing(0, 0);

  private final FetcherConfig config;
  private final Attempt attempt;
  private final long cap;

  private int status;
  private Headers headers = Headers.empty();
  private Growing kept = NOTHING;
  private @Nullable Gunzip gunzip;
  private long size;
  private long codedSize;
  private boolean redirect;
  private boolean closed;

  /**
   * A reply to be received.
   *
   * @param config caps, and whether bodies are kept
   * @param attempt what was asked
   */
  public ReplyBuffer(FetcherConfig config, Attempt attempt) {
    this.config = config;
    this.attempt = attempt;
    long asked = Policy.maxBodyBytes(config, attempt.target());
    this.cap = areKept() ? Math.min(asked, Growing.LARGEST) : asked;
  }

  /**
   * The head of the final reply; interim ones are not shown.
   *
   * @param status the status code
   * @param headers the fields as received
   */
  @Override
  public void head(int status, Headers headers) {
    this.status = status;
    this.headers = headers;
    Head head = new Head(status, headers);
    attempt.progress().head(head); // OUT-06
    redirect = Policy.isRedirect(config, head);
    if (redirect) {
      return;
    }
    if (attempt.decode() && ContentFields.isGzip(headers)) {
      kept = new Growing(0, cap);
      gunzip = new Gunzip(this::take);
    } else {
      kept = new Growing(ContentFields.length(headers), cap);
    }
  }

  /**
   * Bytes of the body. After {@link #close()} they are dropped.
   *
   * @param bytes read to their limit, not kept
   * @throws FaultException if the decoded body is over {@code maxBodyBytes}, or the coded one by
   *     far, or that of a redirect over {@link #MOST_OF_A_REDIRECT}: BODY_TOO_LARGE; if its gzip
   *     coding is corrupt: PROTOCOL
   */
  @Override
  public void bytes(ByteBuffer bytes) throws FaultException {
    if (closed) {
      bytes.position(bytes.limit());
      return;
    }
    if (gunzip == null) {
      take(bytes);
      return;
    }
    countCoded(bytes.remaining());
    try {
      gunzip.push(bytes);
    } catch (Gunzip.Corrupt e) {
      throw corrupt(e);
    }
  }

  /**
   * The end that the framing announced.
   *
   * @return the whole reply; its body is empty where gzip was announced and no byte came, and
   *     dropped where it is a redirect's
   * @throws FaultException if the gzip coding is cut short: PROTOCOL
   * @throws IllegalStateException if it was closed before
   */
  public Reply.Received end() throws FaultException {
    if (closed) {
      throw new IllegalStateException("the reply was closed before its end");
    }
    try {
      if (gunzip != null) {
        gunzip.end();
      }
    } catch (Gunzip.Corrupt e) {
      throw corrupt(e);
    }
    Body body = body();
    close();
    return new Reply.Received(status, headers, body);
  }

  /**
   * Lets go of what was received; done by {@link #end()} and by every rejection too. May be
   * repeated.
   */
  @Override
  public void close() {
    closed = true;
    kept = NOTHING;
    if (gunzip != null) {
      gunzip.close();
      gunzip = null;
    }
  }

  private void take(ByteBuffer bytes) throws FaultException {
    count(bytes.remaining());
    if (isKept()) {
      kept.add(bytes);
    } else {
      bytes.position(bytes.limit());
    }
  }

  private void take(byte[] bytes, int length) throws FaultException {
    count(length);
    if (isKept()) {
      kept.add(bytes, length);
    }
  }

  private void count(int more) throws FaultException {
    size += more;
    if (size > mostBytes()) { // BODY-01
      throw tooLarge();
    }
  }

  /** Members and padding that decode to nothing have an end, too. */
  private void countCoded(int more) throws FaultException {
    codedSize += more;
    if (codedSize - MOST_CODED_BEYOND > cap) {
      throw tooLarge();
    }
  }

  private Body body() {
    if (!isKept()) {
      return Body.dropped(size); // BODY-03
    }
    return size == 0 ? Body.empty() : Body.of(kept.exact(), ContentFields.charset(headers));
  }

  private boolean isKept() {
    return areKept() && !redirect;
  }

  private boolean areKept() {
    return config.bodies() == FetcherConfig.Bodies.KEPT;
  }

  private long mostBytes() {
    return redirect ? MOST_OF_A_REDIRECT : cap;
  }

  private FaultException tooLarge() {
    return rejected(
        Reason.BODY_TOO_LARGE, "the body of the reply is over " + mostBytes() + " bytes");
  }

  private FaultException corrupt(Gunzip.Corrupt e) {
    return rejected(Reason.PROTOCOL, "the gzip coding of the body " + e.getMessage());
  }

  private FaultException rejected(Reason reason, String detail) {
    close();
    return new FaultException(new Reply.Fault(reason, detail, null));
  }
}
