package dev.fetchfold.netty;

import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslClosedEngineException;
import javax.net.ssl.SSLException;

/** What an exception of Netty or the JDK means (OUT-03). */
public final class NettyFaults {
  private NettyFaults() {}

  /**
   * The exchange failed after its connection had been made.
   *
   * @param thrown why
   * @return the fault that settles the attempt
   */
  public static Reply.Fault asked(Throwable thrown) {
    Throwable root = root(thrown);
    return switch (root) {
      case FaultException rejected -> rejected.fault();
      case SslClosedEngineException closed -> WireFaults.disconnected(closed);
      // TLS 1.3: the server judges our certificate after we have sent the request
      case SSLException refused -> WireFaults.sessionEnded(refused);
      default -> WireFaults.disconnected(root);
    };
  }

  /**
   * What is within an exception that only says where another one was thrown.
   *
   * @param thrown any
   * @return the innermost one that says why
   */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root instanceof DecoderException && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
