package dev.fetchfold.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * An origin server on 127.0.0.1 that does what scripts tell it and records everything in a {@link
 * Ledger}. Each connection has threads of its own, named {@code kit-origin-...}. Thread-safe.
 *
 * <p>Servers may share a ledger, so that bounds over several origins can be read from one place;
 * each server is an origin by its port (K7).
 */
public final class OriginServer implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final ServerSocket listener;
  private final Ledger ledger;
  private final @Nullable LineScript lineScript;
  private final @Nullable Gate handshakes;
  private final @Nullable SSLContext context;
  private final Clients clients;
  private final String scheme;
  private final Thread acceptor;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Set<Connection> live = ConcurrentHashMap.newKeySet();
  private final Map<Integer, BlockingQueue<Socket>> pings = new ConcurrentHashMap<>();
  private volatile Script otherwise = Script.status(404);
  private volatile boolean closed;

  /** Who may speak to a server. */
  private enum Clients {
    ANY,
    /** Only those with a certificate of the kit's authority. */
    KNOWN
  }

  /** How a server is to be. */
  private record Plan(
      String scheme,
      Ledger ledger,
      @Nullable X509ExtendedKeyManager keys,
      Clients clients,
      @Nullable LineScript lineScript,
      @Nullable Gate handshakes) {
    Plan(
        String scheme,
        Ledger ledger,
        @Nullable X509ExtendedKeyManager keys,
        Clients clients,
        @Nullable LineScript lineScript) {
      this(scheme, ledger, keys, clients, lineScript, null);
    }
  }

  private OriginServer(Plan plan) {
    ledger = plan.ledger();
    lineScript = plan.lineScript();
    handshakes = plan.handshakes();
    clients = plan.clients();
    scheme = plan.scheme();
    context = plan.keys() == null ? null : Identity.context(plan.keys());
    listener = listen();
    acceptor = Thread.ofVirtual().name("kit-origin-" + port()).unstarted(this::accept);
  }

  /**
   * A server of plain HTTP with a ledger of its own.
   *
   * @return a running server
   */
  public static OriginServer start() {
    return start(new Ledger());
  }

  /**
   * A server of plain HTTP.
   *
   * @param ledger where it records, shared with other servers
   * @return a running server
   */
  public static OriginServer start(Ledger ledger) {
    return start(new Plan("http", ledger, null, Clients.ANY, null));
  }

  /**
   * A server of HTTP over TLS with a ledger of its own.
   *
   * @param identity the certificate it presents
   * @return a running server
   */
  public static OriginServer startTls(Identity identity) {
    return startTls(identity, new Ledger());
  }

  /**
   * A server of HTTP over TLS.
   *
   * @param identity the certificate it presents
   * @param ledger where it records, shared with other servers
   * @return a running server
   */
  public static OriginServer startTls(Identity identity, Ledger ledger) {
    return start(new Plan("https", ledger, identity.keyManager(), Clients.ANY, null));
  }

  /**
   * A server of HTTP over TLS that refuses the handshake of clients that do not announce it by
   * exactly these names (RFC 6066 §3).
   *
   * @param identity the certificate it presents
   * @param names one, or none for clients that announce nothing
   * @return a running server
   */
  public static OriginServer startAnnounced(Identity identity, Set<String> names) {
    X509ExtendedKeyManager keys = new ForAnnounced(identity.keyManager(), names);
    return start(new Plan("https", new Ledger(), keys, Clients.ANY, null));
  }

  /**
   * A server of HTTP over TLS that takes no part in a handshake before a gate lets it.
   *
   * @param identity the certificate it presents
   * @param handshakes the gate, which every connection passes
   * @return a running server
   */
  public static OriginServer startTls(Identity identity, Gate handshakes) {
    return start(
        new Plan("https", new Ledger(), identity.keyManager(), Clients.ANY, null, handshakes));
  }

  /**
   * A server of HTTP over TLS 1.2 that refuses clients without a certificate of the kit's
   * authority: in 1.3 a client learns of the refusal only after its handshake has ended.
   *
   * @param identity the certificate it presents
   * @return a running server
   */
  public static OriginServer startMutualTls(Identity identity) {
    return start(new Plan("https", new Ledger(), identity.keyManager(), Clients.KNOWN, null));
  }

  /**
   * A server that does not get as far as HTTP.
   *
   * @param scheme of its URLs, {@code http} or {@code https}
   * @param script what it does with each connection
   * @return a running server
   */
  public static OriginServer startRaw(String scheme, LineScript script) {
    return start(new Plan(scheme, new Ledger(), null, Clients.ANY, script));
  }

  private static OriginServer start(Plan plan) {
    OriginServer server = new OriginServer(plan);
    server.ledger.attach(server);
    server.acceptor.start();
    return server;
  }

  /**
   * Sets what is done with requests for a path, from now on.
   *
   * @param path without a query
   * @param script the script
   * @return this server
   */
  public OriginServer on(String path, Script script) {
    scripts.put(path, script);
    return this;
  }

  /**
   * Sets what is done with all other requests; a 404 unless set.
   *
   * @param script the script
   * @return this server
   */
  public OriginServer otherwise(Script script) {
    otherwise = script;
    return this;
  }

  /**
   * A URL of this server by its address.
   *
   * @param path with or without a query
   * @return such as {@code http://127.0.0.1:4711/path}
   */
  public String url(String path) {
    return url("127.0.0.1", path);
  }

  /**
   * A URL of this server by a name.
   *
   * @param host a name that resolves to 127.0.0.1, or is made to
   * @param path with or without a query
   * @return the URL
   */
  public String url(String host, String path) {
    return scheme + "://" + host + ":" + port() + path;
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * What happened here, and at the servers that share the ledger.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    return ledger;
  }

  /** Closes every connection and returns when all threads have ended. */
  @Override
  public void close() {
    closed = true;
    ledger.detach(this);
    try {
      listener.close();
      join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable LineScript lineScript() {
    return lineScript;
  }

  boolean isSecure() {
    return context != null;
  }

  /** Returns when the handshake of a connection may begin. */
  void awaitHandshake() throws InterruptedException {
    if (handshakes != null) {
      handshakes.pass();
    }
  }

  SSLSocket secure(Socket raw) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            Objects.requireNonNull(context)
                .getSocketFactory()
                .createSocket(raw, null, raw.getPort(), false);
    tls.setUseClientMode(false);
    if (clients == Clients.KNOWN) {
      tls.setNeedClientAuth(true);
      tls.setEnabledProtocols(new String[] {"TLSv1.2"});
    }
    return tls;
  }

  Script script(String path) {
    return scripts.getOrDefault(path, otherwise);
  }

  int count(String path) {
    return calls.merge(path, 1, Integer::sum);
  }

  void forget(Connection connection) {
    live.remove(connection);
  }

  /** Returns when every connection made before has been accepted. */
  void flush() {
    try (Socket ping = new Socket()) {
      ping.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      BlockingQueue<Socket> accepted = new ArrayBlockingQueue<>(1);
      pings.put(ping.getLocalPort(), accepted);
      ping.connect(listener.getLocalSocketAddress());
      Socket end = accepted.poll(Overdue.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      if (end == null) {
        throw new Overdue("the kit's own server to accept", ledger.timeline());
      }
      end.setSoLinger(true, 0); // only now: a connect that is reset fails
      end.close();
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean hasUnread() {
    return live.stream().anyMatch(Connection::hasUnread);
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!closed) {
        accepted(listener.accept());
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accepted(Socket socket) throws IOException {
    BlockingQueue<Socket> ping = pings.remove(socket.getPort());
    if (ping != null) {
      ping.add(socket);
      return;
    }
    socket.setTcpNoDelay(true);
    Connection connection = new Connection(this, socket);
    live.add(connection);
    connection.start();
    if (closed) {
      connection.abort();
    }
  }

  private void join() throws InterruptedException {
    acceptor.join(Overdue.PATIENCE);
    for (Connection connection : live) {
      connection.abort();
      connection.join();
    }
  }
}
