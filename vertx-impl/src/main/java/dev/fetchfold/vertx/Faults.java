package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.netty.NettyFaults;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.url.Origin;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/** What an exception of Vert.x or Netty means, by the phase in which it was thrown (OUT-03). */
final class Faults {
  private Faults() {}

  /** Whether the address was not reached, so that another one may be. */
  static boolean isUnreached(Throwable thrown) {
    return thrown instanceof SocketException;
  }

  /** No connection was made. */
  static Reply.Fault connecting(FetcherConfig config, Origin origin, Throwable thrown) {
    if (thrown instanceof FaultException refused) {
      return refused.fault();
    }
    Throwable root = root(thrown);
    return switch (root) {
      case ConnectTimeoutException late -> // before its supertype
          WireFaults.connectTimeout(config.connectTimeout(), late);
      case SslHandshakeTimeoutException late ->
          WireFaults.handshakeTimeout(config.connectTimeout(), late);
      case ConnectException refused -> WireFaults.unconnected(refused);
      case NoRouteToHostException unreachable -> WireFaults.unconnected(unreachable);
      default -> origin.secure() ? WireFaults.handshake(root) : WireFaults.unconnected(root);
    };
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper = "Failed to create SSL connection".equals(thrown.getMessage());
    return NettyFaults.root(wrapper && cause != null ? cause : thrown);
  }
}
