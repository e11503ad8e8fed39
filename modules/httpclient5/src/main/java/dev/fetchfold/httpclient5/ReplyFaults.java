package dev.fetchfold.httpclient5;

import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception means, by the phase in which it was thrown (OUT-03). The sentences are ours,
 * the cause is the root exception.
 */
final class ReplyFaults {
  private ReplyFaults() {}

  /** The resolver threw, or had no address. */
  static Fault unresolved(String host, Throwable thrown) {
    return new Fault(Reason.UNKNOWN_HOST, "the host name " + host + " has no address", thrown);
  }

  /** The address policy allows none of a host's addresses (SEC-01). */
  static Fault forbidden(String host) {
    return new Fault(
        Reason.FORBIDDEN_ADDRESS, "the address policy refuses every address of " + host, null);
  }

  /** The TCP connection to one address failed. */
  static Fault connecting(InetSocketAddress address, Duration timeout, IOException thrown) {
    return thrown instanceof SocketTimeoutException
        ? late("connecting to " + shown(address), timeout, root(thrown))
        : new Fault(Reason.CONNECT, "no connection to " + shown(address), root(thrown));
  }

  /** The TLS handshake failed, in whatever way: refused, unverified, cut short. */
  static Fault handshake(InetSocketAddress address, Exception thrown) {
    return new Fault(
        Reason.TLS, "the TLS handshake with " + shown(address) + " failed", root(thrown));
  }

  /** Our own timer ended the TLS handshake (TIME-02). */
  static Fault handshakeTimeout(InetSocketAddress address, Duration timeout) {
    return late("the TLS handshake with " + shown(address), timeout, null);
  }

  /** The exchange failed after its connection had been made. */
  static Fault exchange(Exception thrown) {
    Throwable root = root(thrown);
    Reason reason = reason(thrown, root);
    return new Fault(reason, sentence(reason), root);
  }

  private static Reason reason(Exception thrown, Throwable root) {
    return switch (thrown) {
      case TruncatedChunkException e -> Reason.DISCONNECTED; // before its supertype
      case MalformedChunkCodingException e -> Reason.PROTOCOL;
      case MessageConstraintException e -> Reason.PROTOCOL;
      case HttpException e -> Reason.PROTOCOL;
      case SSLException e -> ended(root) ? Reason.DISCONNECTED : Reason.TLS;
      default -> Reason.DISCONNECTED; // ConnectionClosed, NoHttpResponse, SocketException, EOF
    };
  }

  /** JSSE wraps the end of the connection in an exception of its own. */
  private static boolean ended(Throwable root) {
    return root instanceof SocketException || root instanceof EOFException;
  }

  private static String sentence(Reason reason) {
    return switch (reason) {
      case PROTOCOL -> "the bytes received are no valid HTTP/1.1 reply";
      case TLS -> "the server ended the TLS session";
      default -> "the connection ended before the reply was whole";
    };
  }

  private static Fault late(String what, Duration timeout, @Nullable Throwable cause) {
    String detail = what + " took longer than the connect timeout of " + timeout;
    return new Fault(Reason.TIMEOUT, detail, cause);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** The address that was tried; the name is in the target. */
  private static String shown(InetSocketAddress address) {
    String literal = address.getAddress().getHostAddress();
    return (literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal) + ":" + address.getPort();
  }
}
