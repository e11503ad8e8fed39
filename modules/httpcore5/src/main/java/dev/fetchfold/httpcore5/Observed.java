package dev.fetchfold.httpcore5;

import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/** The TLS of a session, whose engine somebody wants to see: it alone knows how TLS ended. */
record Observed(TransportSecurityLayer session, Consumer<SSLEngine> observer)
    implements TransportSecurityLayer {

  @Override
  public void startTls(
      SSLContext context,
      NamedEndpoint endpoint,
      SSLBufferMode buffers,
      SSLSessionInitializer initializer,
      SSLSessionVerifier verifier,
      Timeout timeout,
      FutureCallback<TransportSecurityLayer> secured) {
    SSLSessionInitializer observed =
        (host, engine) -> {
          observer.accept(engine);
          initializer.initialize(host, engine);
        };
    session.startTls(context, endpoint, buffers, observed, verifier, timeout, secured);
  }

  @Override
  public void startTls(
      SSLContext context,
      NamedEndpoint endpoint,
      SSLBufferMode buffers,
      SSLSessionInitializer initializer,
      SSLSessionVerifier verifier,
      Timeout timeout) {
    throw new UnsupportedOperationException("nobody would be told of the end of the handshake");
  }

  @Override
  public TlsDetails getTlsDetails() {
    return session.getTlsDetails();
  }
}
