package dev.fetchfold.httpcore5;

import dev.fetchfold.policy.Reply.Fault;
import dev.fetchfold.policy.WireFaults;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;

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
  static Fault exchange(Throwable thrown) {
    return thrown instanceof SSLException && !ended(root(thrown))
        ? WireFaults.sessionEnded(thrown)
        : WireFaults.disconnected(thrown);
  }

  /** JSSE wraps the end of the connection in an exception of its own. */
  private static boolean ended(Throwable root) {
    return root instanceof IOException && !(root instanceof SSLException);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
