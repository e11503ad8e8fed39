package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.ReplyBuffer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** What an exception of reactor-netty, Netty or the JDK means (OUT-03). */
final class Faults {
  private final FetcherConfig config;

  Faults(FetcherConfig config) {
    this.config = config;
  }

  Reply.Fault of(Throwable thrown, Line.Phase phase) {
    Throwable root = root(thrown);
    return switch (root) {
      case ReplyBuffer.Rejected rejected -> rejected.fault();
      case Resolution.Refused refused -> refused.fault();
      case ConnectTimeoutException late -> WireFaults.connectTimeout(config.connectTimeout(), late);
      case SslHandshakeTimeoutException late ->
          WireFaults.handshakeTimeout(config.connectTimeout(), late);
      default ->
          switch (phase) {
            case CONNECTING -> WireFaults.unconnected(root);
            case SECURING -> WireFaults.handshake(root);
            case ASKED -> asked(root);
          };
    };
  }

  private static Reply.Fault asked(Throwable root) {
    return switch (root) {
      case SslClosedEngineException closed -> WireFaults.disconnected(closed);
      // TLS 1.3: the server judges our certificate after we have sent the request
      case SSLException refused -> WireFaults.sessionEnded(refused);
      case IOException broken -> WireFaults.disconnected(broken);
      case PrematureChannelClosureException early -> WireFaults.disconnected(early);
      case DecoderException invalid -> WireFaults.invalid(invalid);
      case IllegalArgumentException invalid -> WireFaults.invalid(invalid);
      default -> WireFaults.disconnected(root);
    };
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && isWrapper(root)) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof DecoderException;
  }
}
