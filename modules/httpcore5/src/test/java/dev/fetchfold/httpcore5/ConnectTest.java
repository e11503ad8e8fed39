package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and addresses: resolved once, judged, tried in order. */
@ParameterizedClass
@EnumSource
final class ConnectTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Half half;

  ConnectTest(Half half) {
    this.half = half;
  }

  @Test
  void refused() throws Exception {
    Reply.Fault fault = fault(FetcherConfig.defaults(), "http://127.0.0.1:" + freePort() + "/");
    assertEquals(Reason.CONNECT, fault.reason());
    assertInstanceOf(ConnectException.class, fault.cause());
  }

  @Test
  void resolverKnowsNoAddress() throws Exception {
    UnknownHostException unknown = new UnknownHostException("somewhere");
    HostResolver resolver =
        host -> {
          throw unknown;
        };
    Reply.Fault fault = fault(FetcherConfig.defaults().resolver(resolver), "http://somewhere/");
    assertEquals(Reason.UNKNOWN_HOST, fault.reason());
    assertSame(unknown, fault.cause());
  }

  /** FOLD-02. */
  @Test
  void resolverThrowsAnError() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError();
    HostResolver resolver =
        host -> {
          throw error;
        };
    Reply.Fault fault = fault(FetcherConfig.defaults().resolver(resolver), "http://somewhere/");
    assertEquals(Reason.UNKNOWN_HOST, fault.reason());
    assertSame(error, fault.cause());
  }

  @Test
  void resolverAnswersWithNothing() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().resolver(host -> List.of());
    assertEquals(Reason.UNKNOWN_HOST, fault(config, "http://somewhere/").reason());
  }

  /** CONN-03. */
  @Test
  void everyAddressIsTriedInOrder() throws Exception {
    InetAddress refusing = InetAddress.getByName("127.0.0.2");
    try (RawServer server = RawServer.answering(OK)) {
      BlockingQueue<InetAddress> judged = new LinkedBlockingQueue<>();
      AddressPolicy policy = judged::add;
      FetcherConfig config =
          FetcherConfig.defaults().resolver(host -> List.of(refusing, LOOPBACK)).addresses(policy);
      assertEquals("ok", text(config, "http://somewhere:" + server.port() + "/"));
      assertEquals(List.of(refusing, LOOPBACK), List.copyOf(judged));
    }
  }

  @Test
  void allAddressesRefuse() throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(host -> List.of(InetAddress.getByName("127.0.0.2"), LOOPBACK));
    assertEquals(Reason.CONNECT, fault(config, "http://somewhere:" + freePort() + "/").reason());
  }

  /** SEC-01: a name, and a literal. */
  @Test
  void forbiddenAddressIsNotConnectedTo() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().addresses(AddressPolicy.publicOnly());
    try (RawServer server = RawServer.answering(OK)) {
      String port = ":" + server.port() + "/";
      assertEquals(Reason.FORBIDDEN_ADDRESS, fault(config, "http://127.0.0.1" + port).reason());
      assertEquals(Reason.FORBIDDEN_ADDRESS, fault(config, "http://localhost" + port).reason());
      assertEquals(0, server.connections());
    }
  }

  /** SEC-01: what is forbidden is left out, what is allowed is tried. */
  @Test
  void allowedAddressOfSeveralIsConnectedTo() throws Exception {
    InetAddress forbidden = InetAddress.getByName("127.0.0.2");
    try (RawServer server = RawServer.answering(OK)) {
      FetcherConfig config =
          FetcherConfig.defaults()
              .resolver(host -> List.of(forbidden, LOOPBACK))
              .addresses(LOOPBACK::equals);
      assertEquals("ok", text(config, "http://somewhere:" + server.port() + "/"));
    }
  }

  /** SEC-01: the one answer is judged and used; a second question would get another. */
  @Test
  void resolverIsAskedOncePerConnection() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HostResolver resolver =
        host -> {
          asked.add(host);
          return List.of(LOOPBACK);
        };
    try (RawServer server = RawServer.answering(OK);
        Half.Client client = half.open(FetcherConfig.defaults().resolver(resolver))) {
      String url = "http://192.0.2.1:" + server.port() + "/";
      assertInstanceOf(Reply.Received.class, client.send(Requests.get(url)));
      assertInstanceOf(Reply.Received.class, client.send(Requests.get(url)));
      assertEquals(List.of("192.0.2.1"), List.copyOf(asked));
    }
  }

  /** BATCH-05: a host that java.net.URI has none for. */
  @Test
  void underscoreIsPartOfAHost() throws Exception {
    FetcherConfig config = FetcherConfig.defaults().resolver(host -> List.of(LOOPBACK));
    try (RawServer server = RawServer.answering(OK)) {
      assertEquals("ok", text(config, "http://my_service:" + server.port() + "/"));
      String head = Patience.next(server.heads);
      assertEquals("Host: my_service:" + server.port(), head.lines().toList().get(1));
    }
  }

  @Test
  void literalOfIpVersion6() throws Exception {
    try (ServerSocket listener = listenOn("::1")) {
      try (RawServer server = RawServer.start(listener, peer -> peer.answer(OK))) {
        assertEquals("ok", text(FetcherConfig.defaults(), "http://[::1]:" + server.port() + "/"));
        String head = Patience.next(server.heads);
        assertEquals("Host: [::1]:" + server.port(), head.lines().toList().get(1));
      }
    }
  }

  private static ServerSocket listenOn(String address) throws Exception {
    try {
      return new ServerSocket(0, 50, InetAddress.getByName(address));
    } catch (IOException e) {
      assumeTrue(false, "no IPv6 here");
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
      return listener.getLocalPort();
    }
  }

  private Reply.Fault fault(FetcherConfig config, String url) throws Exception {
    try (Half.Client client = half.open(config)) {
      return assertInstanceOf(Reply.Fault.class, client.send(Requests.get(url)));
    }
  }

  private String text(FetcherConfig config, String url) throws Exception {
    try (Half.Client client = half.open(config)) {
      Reply reply = client.send(Requests.get(url));
      return assertInstanceOf(Reply.Received.class, reply).body().text();
    }
  }
}
