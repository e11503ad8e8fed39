package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.netty.NettyFaults;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/** What an exception of reactor-netty, Netty or the JDK means (OUT-03). */
final class Faults {
  private final FetcherConfig config;

  Faults(FetcherConfig config) {
    this.config = config;
  }

  Reply.Fault of(Throwable thrown, ExchangeProgress.Phase phase) {
    Throwable root = NettyFaults.root(thrown);
    return switch (root) {
      case FaultException known -> known.fault();
      case ConnectTimeoutException late -> WireFaults.connectTimeout(config.connectTimeout(), late);
      case SslHandshakeTimeoutException late ->
          WireFaults.handshakeTimeout(config.connectTimeout(), late);
      default ->
          switch (phase) {
            case CONNECTING -> WireFaults.unconnected(root);
            case SECURING -> WireFaults.handshake(root);
            case ASKED -> NettyFaults.asked(root);
          };
    };
  }
}
