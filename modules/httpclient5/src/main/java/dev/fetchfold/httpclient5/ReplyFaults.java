package dev.fetchfold.httpclient5;

import dev.fetchfold.policy.Reply.Fault;
import dev.fetchfold.policy.WireFaults;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * What an exception means, by the phase in which it was thrown (OUT-03). The sentences are ours,
 * the cause is the root exception.
 */
final class ReplyFaults {
  private ReplyFaults() {}

  /** The TCP connection to one address failed. */
  static Fault connecting(Duration timeout, IOException thrown) {
    return thrown instanceof SocketTimeoutException
        ? WireFaults.connectTimeout(timeout, thrown)
        : WireFaults.unconnected(thrown);
  }

  /** The exchange failed after its connection had been made. */
  static Fault exchange(Exception thrown) {
    return switch (thrown) {
      case TruncatedChunkException e -> WireFaults.disconnected(e); // before its supertype
      case MalformedChunkCodingException e -> WireFaults.invalid(e);
      case MessageConstraintException e -> WireFaults.invalid(e);
      case HttpException e -> WireFaults.invalid(e);
      case SSLException e ->
          ended(root(e)) ? WireFaults.disconnected(e) : WireFaults.sessionEnded(e);
      default -> WireFaults.disconnected(thrown); // ConnectionClosed, NoHttpResponse, Socket, EOF
    };
  }

  /** JSSE wraps the end of the connection in an exception of its own. */
  private static boolean ended(Throwable root) {
    return root instanceof SocketException || root instanceof EOFException;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
