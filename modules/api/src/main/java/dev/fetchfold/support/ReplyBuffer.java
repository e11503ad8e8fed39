package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.nio.ByteBuffer;

/**
 * One reply while it is received: a client pushes its head, then the bytes of its body as they
 * come, transfer coding removed, nothing else; then its end. One decoder and one set of caps for
 * every engine, since every client's own decompression is off (BODY-01, BODY-02).
 *
 * <p>Not thread-safe. Each method throws {@link Rejected} when the reply cannot be used: the engine
 * then aborts the exchange and settles the attempt with {@link Rejected#fault()}.
 */
public final class ReplyBuffer {

  /** The reply cannot be used. */
  public static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Fault fault;

    /**
     * Carries a fault.
     *
     * @param fault why
     */
    public Rejected(Reply.Fault fault) {
      super(fault.detail(), fault.cause(), false, false);
      this.fault = fault;
    }

    /**
     * Why the reply cannot be used.
     *
     * @return the fault that settles the attempt
     */
    public Reply.Fault fault() {
      return fault;
    }
  }

  /**
   * A reply to be received.
   *
   * @param config caps, and whether bodies are kept
   * @param attempt what was asked
   */
  public ReplyBuffer(FetcherConfig config, Attempt attempt) {}

  /**
   * The head of the final reply; interim ones are not shown.
   *
   * @param status the status code
   * @param headers the fields as received
   * @throws Rejected if the fields are over {@code maxHeaderBytes}, or there is a Transfer-Encoding
   *     other than {@code chunked}: PROTOCOL
   */
  public void head(int status, Headers headers) throws Rejected {
    throw new UnsupportedOperationException();
  }

  /**
   * Bytes of the body.
   *
   * @param bytes read to their limit, not kept
   * @throws Rejected if the decoded body is over {@code maxBodyBytes}: BODY_TOO_LARGE; if its gzip
   *     coding is corrupt: PROTOCOL
   */
  public void bytes(ByteBuffer bytes) throws Rejected {
    throw new UnsupportedOperationException();
  }

  /**
   * The end that the framing announced.
   *
   * @return the whole reply
   * @throws Rejected if the gzip coding is cut short: PROTOCOL
   */
  public Reply.Received end() throws Rejected {
    throw new UnsupportedOperationException();
  }
}
