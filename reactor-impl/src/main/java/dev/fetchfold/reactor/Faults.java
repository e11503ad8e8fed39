package dev.fetchfold.reactor;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply;
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
      case ConnectTimeoutException late ->
          fault(Reason.TIMEOUT, "no connection within " + config.connectTimeout(), late);
      case SslHandshakeTimeoutException late ->
          fault(Reason.TIMEOUT, "no TLS handshake within " + config.connectTimeout(), late);
      default ->
          switch (phase) {
            case CONNECTING -> fault(Reason.CONNECT, "no connection could be made", root);
            case SECURING -> fault(Reason.TLS, "the TLS handshake failed", root);
            case ASKED -> asked(root);
          };
    };
  }

  private static Reply.Fault asked(Throwable root) {
    return switch (root) {
      case SslClosedEngineException closed -> disconnected(closed);
      // TLS 1.3: the server judges our certificate after we have sent the request
      case SSLException refused -> fault(Reason.TLS, "the server ended TLS", refused);
      case IOException broken -> disconnected(broken);
      case PrematureChannelClosureException early -> disconnected(early);
      case DecoderException invalid -> invalid(invalid);
      case IllegalArgumentException invalid -> invalid(invalid);
      default -> disconnected(root);
    };
  }

  private static Reply.Fault disconnected(Throwable root) {
    return fault(Reason.DISCONNECTED, "the connection ended before the reply was whole", root);
  }

  private static Reply.Fault invalid(Throwable root) {
    return fault(Reason.PROTOCOL, "what came is no valid HTTP/1.1 reply", root);
  }

  private static Reply.Fault fault(Reason reason, String detail, Throwable root) {
    return new Reply.Fault(reason, detail, root);
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
