package dev.fetchfold.policy;

import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The faults of the wire, in the same words for every engine (OUT-03): an engine's exchange decides
 * which of them an exception of its client library is. Where this machine had no room for an
 * attempt, that is told instead, as CONNECT, and the server is blamed for nothing.
 */
public final class WireFaults {
  private WireFaults() {}

  /**
   * The resolver threw, or gave no address.
   *
   * @param cause what it threw, or null
   * @return UNKNOWN_HOST, or a limit of this machine
   */
  public static Fault unresolved(@Nullable Throwable cause) {
    return OwnLimits.behind(cause)
        .orElseGet(() -> new Fault(Reason.UNKNOWN_HOST, "the host name has no address", cause));
  }

  /**
   * The address policy allows none of the host's addresses (SEC-01), or threw.
   *
   * @param cause what it threw, or null
   * @return FORBIDDEN_ADDRESS
   */
  public static Fault forbidden(@Nullable Throwable cause) {
    return new Fault(
        Reason.FORBIDDEN_ADDRESS, "the address policy allows no address of the host", cause);
  }

  /**
   * No address of the host took the connection.
   *
   * @param cause why the last one did not
   * @return CONNECT, which may be for a limit of this machine
   */
  public static Fault unconnected(Throwable cause) {
    return OwnLimits.behind(cause)
        .orElseGet(() -> new Fault(Reason.CONNECT, "no connection could be made", cause));
  }

  /**
   * The last address did not take the connection in time (TIME-02).
   *
   * @param timeout the connect timeout
   * @param cause what the library threw, or null
   * @return TIMEOUT
   */
  public static Fault connectTimeout(Duration timeout, @Nullable Throwable cause) {
    return new Fault(
        Reason.TIMEOUT, "there was no connection within the connect timeout of " + timeout, cause);
  }

  /**
   * The TLS handshake was not done in time (TIME-02).
   *
   * @param timeout the connect timeout
   * @param cause what the library threw, or null
   * @return TIMEOUT
   */
  public static Fault handshakeTimeout(Duration timeout, @Nullable Throwable cause) {
    return new Fault(
        Reason.TIMEOUT, "there was no TLS session within the connect timeout of " + timeout, cause);
  }

  /**
   * The TLS handshake failed in another way: refused, unverified, cut short (SEC-02).
   *
   * @param cause why
   * @return TLS, or a limit of this machine
   */
  public static Fault handshake(Throwable cause) {
    return OwnLimits.behind(cause)
        .orElseGet(() -> new Fault(Reason.TLS, "the TLS handshake failed", cause));
  }

  /**
   * The server ended the TLS session after the request was sent, as one does that refuses our
   * certificate.
   *
   * @param cause what the library threw
   * @return TLS
   */
  public static Fault sessionEnded(Throwable cause) {
    return new Fault(Reason.TLS, "the server ended the TLS session", cause);
  }

  /**
   * The connection ended after the request was begun and before the reply was whole (OUT-04).
   *
   * @param cause what the library threw, or null where it ended in order
   * @return DISCONNECTED
   */
  public static Fault disconnected(@Nullable Throwable cause) {
    return new Fault(Reason.DISCONNECTED, "the connection ended before the reply was whole", cause);
  }

  /**
   * What came is no HTTP/1.1.
   *
   * @param cause what the library threw, or null
   * @return PROTOCOL
   */
  public static Fault invalid(@Nullable Throwable cause) {
    return new Fault(Reason.PROTOCOL, "what came is no valid HTTP/1.1 reply", cause);
  }

  /**
   * What came is no HTTP/1.1, and we know why.
   *
   * @param what is wrong with the reply, as a sentence that shows nothing of it (SEC-04)
   * @return PROTOCOL
   */
  public static Fault invalid(String what) {
    return new Fault(Reason.PROTOCOL, "the reply is no valid HTTP/1.1: " + what, null);
  }
}
