package dev.fetchfold.kit.reference;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.ClientTls;
import dev.fetchfold.url.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/** Makes connections: name, address, TCP, TLS. */
final class Dialer {
  private final FetcherConfig config;
  private final Alarms alarms;
  private final Faults faults;
  private final ClientTls tls;

  Dialer(FetcherConfig config, Alarms alarms, Faults faults) {
    this.config = config;
    this.alarms = alarms;
    this.faults = faults;
    this.tls =
        new ClientTls(
            faults.has(Fault.ANYBODY_IS_TRUSTED) ? config.trustManager(new Trusting()) : config);
  }

  /** There is no connection. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Fault fault;

    Unreachable(Reply.Fault fault) {
      super(fault.detail());
      this.fault = fault;
    }

    Reply.Fault fault() {
      return fault;
    }
  }

  /** Blocks until there is a connection; interrupting the virtual thread closes what there is. */
  Connection dial(Origin origin) throws Unreachable, InterruptedException {
    List<InetAddress> all = allowed(origin.host(), resolved(origin.host()));
    if (faults.has(Fault.NAME_IS_RESOLVED_AGAIN)) { // SEC-01
      all = resolved(origin.host());
    }
    Iterator<InetAddress> addresses = all.iterator();
    while (true) {
      Socket socket = new NotingSocket();
      try {
        reach(socket, new InetSocketAddress(addresses.next(), origin.port()));
        return new Connection(
            config, faults, socket, origin.secure() ? secured(socket, origin) : socket);
      } catch (IOException e) {
        Connection.reset(socket);
        if (!addresses.hasNext()
            || faults.has(Fault.FIRST_ADDRESS_ONLY)
            || Thread.currentThread().isInterrupted()) { // CONN-03
          throw new Unreachable(unreached(e));
        }
      }
    }
  }

  private void reach(Socket socket, InetSocketAddress address) throws IOException {
    long millis = Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
    socket.setTcpNoDelay(true);
    socket.connect(address, (int) millis); // TIME-02
  }

  private Reply.Fault unreached(IOException e) {
    return e instanceof SocketTimeoutException
        ? WireFaults.connectTimeout(config.connectTimeout(), e)
        : WireFaults.unconnected(e);
  }

  /** On a thread of its own: a resolver need not heed an interrupt, but an attempt must end. */
  private List<InetAddress> resolved(String host) throws Unreachable, InterruptedException {
    FutureTask<List<InetAddress>> lookUp =
        new FutureTask<>(() -> List.copyOf(config.resolver().resolve(host)));
    Thread.ofVirtual().name("reference-names").inheritInheritableThreadLocals(false).start(lookUp);
    try {
      List<InetAddress> addresses = lookUp.get();
      if (addresses.isEmpty()) {
        throw new Unreachable(WireFaults.unresolved(new UnknownHostException(host)));
      }
      return addresses;
    } catch (ExecutionException e) {
      if (faults.has(Fault.RESOLVER_ERRORS_ESCAPE) && e.getCause() instanceof Error error) {
        throw error;
      }
      throw new Unreachable(WireFaults.unresolved(e.getCause())); // FOLD-02
    } finally {
      lookUp.cancel(true);
    }
  }

  /** SEC-01: of the very addresses that are connected to. */
  private List<InetAddress> allowed(String host, List<InetAddress> addresses) throws Unreachable {
    if (faults.has(Fault.LITERALS_ARE_NOT_JUDGED) && host.matches("[0-9.]+")) {
      return addresses;
    }
    try {
      List<InetAddress> allowed = addresses.stream().filter(config.addresses()::allows).toList();
      if (!allowed.isEmpty()) {
        return allowed;
      }
    } catch (Throwable thrown) { // a policy that fails allows nothing
      throw new Unreachable(WireFaults.forbidden(thrown));
    }
    throw new Unreachable(WireFaults.forbidden(null));
  }

  private Socket secured(Socket socket, Origin origin) throws Unreachable {
    long nanos = config.connectTimeout().toNanos();
    if (faults.has(Fault.HANDSHAKE_HAS_NO_TIMEOUT)
        || faults.has(Fault.HANDSHAKE_TIMEOUT_PER_READ)) { // TIME-02
      nanos = Long.MAX_VALUE;
    }
    Alarms.Alarm alarm = alarms.in(nanos, () -> Connection.reset(socket));
    try {
      if (faults.has(Fault.HANDSHAKE_TIMEOUT_PER_READ)) {
        socket.setSoTimeout((int) config.connectTimeout().toMillis());
      }
      Socket secure = handshake(socket, origin);
      alarm.close();
      if (alarm.rang()) {
        throw new SocketTimeoutException("the handshake ended when its time was over");
      }
      return secure;
    } catch (IOException | RuntimeException e) { // a trust manager of the caller's may throw
      alarm.close();
      Connection.reset(socket);
      throw new Unreachable(
          alarm.rang() || e instanceof SocketTimeoutException // TIME-02
              ? WireFaults.handshakeTimeout(config.connectTimeout(), e)
              : handshake(e));
    }
  }

  private Reply.Fault handshake(Exception thrown) {
    Reply.Fault fault = WireFaults.handshake(thrown);
    if (fault.cause() instanceof Error error
        && faults.has(Fault.ERRORS_OF_TRUST_ESCAPE)) { // FOLD-02
      throw error;
    }
    return fault;
  }

  private Socket handshake(Socket socket, Origin origin) throws IOException {
    SSLSocket secure = tls.layer(socket, origin.host());
    SSLParameters parameters = secure.getSSLParameters();
    if (faults.has(Fault.NAMES_ARE_NOT_VERIFIED)) { // SEC-02
      parameters.setEndpointIdentificationAlgorithm("");
    }
    if (faults.has(Fault.NAMES_ARE_NOT_ANNOUNCED)) { // SEC-02
      parameters.setServerNames(List.of());
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /** What a fault trusts: everybody. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
