package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which behaviour of a server or network is which reason (OUT-03, OUT-04). */
final class ExchangeFaultsTest extends Exchanges {
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";

  private Exchange exchange;

  @BeforeEach
  void open() {
    exchange = open(FetcherConfig.defaults());
  }

  @AfterEach
  void whatIsAnOutcomeIsNotWarnedOf() {
    assertEquals(List.of(), warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HEAD + "Content-Length: 5\r\n\r\nabcd",
        HEAD + "Content-Length: 5\r\n\r\n",
        HEAD + "Content-Length: 5\r\n",
        HEAD,
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\n",
      })
  void anEndBeforeTheReplyIsWholeIsDisconnected(String reply) throws Exception {
    try (RawServer server = RawServer.start(RawServer.once(reply))) {
      assertReason(Reason.DISCONNECTED, fault(exchange, SampleAttempts.get(server.url("/"))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HEAD + "Content-Length: 5\r\n\r\nabcd",
        HEAD + "\r\nabc",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
      })
  void aResetIsDisconnected(String reply) throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(reply);
          link.reset();
        };
    try (RawServer server = RawServer.start(script)) {
      assertReason(Reason.DISCONNECTED, fault(exchange, SampleAttempts.get(server.url("/"))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "garbage\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 O\0K\r\n\r\n",
        "HTTP/1.1 99 OK\r\n\r\n",
        "HTTP/1.1 1000 OK\r\n\r\n",
        HEAD + "Content-Length: x\r\n\r\nabc",
        HEAD + "Content-Length: -1\r\n\r\nabc",
        HEAD + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        HEAD + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        HEAD + "Transfer-Encoding: gzip\r\n\r\nabc",
        HEAD + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc",
        HEAD + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
      })
  void whatIsNoReplyIsProtocol(String reply) throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(reply);
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      assertReason(Reason.PROTOCOL, fault(exchange, SampleAttempts.get(server.url("/"))));
      server.link().closing();
    }
  }

  @Test
  void aHeaderSectionOverTheCapIsProtocol() throws Exception {
    Exchange small = open(FetcherConfig.defaults().maxHeaderBytes(1024));
    RawServer.Script script =
        link -> {
          link.head();
          link.send(HEAD + ("X-Filler: " + "x".repeat(90) + "\r\n").repeat(12) + "\r\n");
          link.awaitEnd();
        };
    try (RawServer server = RawServer.start(script)) {
      assertReason(Reason.PROTOCOL, fault(small, SampleAttempts.get(server.url("/"))));
      server.link().closing();
    }
  }

  @Test
  void anEndlessHeaderSectionIsProtocol() throws Exception {
    RawServer.Script script =
        link -> {
          link.head();
          link.send(HEAD + "X-Filler: ");
          while (true) {
            link.send("x".repeat(8192));
          }
        };
    try (RawServer server = RawServer.start(script)) {
      assertReason(Reason.PROTOCOL, fault(exchange, SampleAttempts.get(server.url("/"))));
    }
  }

  @Test
  void anEndlessBodyIsTooLarge() throws Exception {
    Exchange small = open(FetcherConfig.defaults().maxBodyBytes(1 << 20));
    RawServer.Script script =
        link -> {
          link.head();
          link.send(HEAD + "\r\n");
          while (true) {
            link.send("x".repeat(8192));
          }
        };
    try (RawServer server = RawServer.start(script)) {
      assertReason(Reason.BODY_TOO_LARGE, fault(small, SampleAttempts.get(server.url("/"))));
    }
  }

  @Test
  void aRefusedConnectionIsConnect() throws Exception {
    Reply.Fault fault =
        fault(exchange, SampleAttempts.get("http://127.0.0.1:" + unusedPort() + "/"));
    assertReason(Reason.CONNECT, fault);
    assertInstanceOf(ConnectException.class, fault.cause());
  }

  @Test
  void refusedOfManyInstantlyDoesNotRecurse() throws Exception {
    String url = "http://127.0.0.1:" + unusedPort() + "/";
    for (int i = 0; i < 500; i++) {
      assertReason(Reason.CONNECT, fault(exchange, SampleAttempts.get(url)));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where a full backlog drops what comes
  void aConnectionNotMadeInTimeIsTimeout() throws Exception {
    Exchange hasty = open(FetcherConfig.defaults().connectTimeout(Duration.ofMillis(300)));
    try (Backlog backlog = new Backlog()) {
      assertReason(Reason.TIMEOUT, fault(hasty, SampleAttempts.get(backlog.url())));
    }
  }

  @Test
  void aNameWithoutAnAddressIsUnknown() {
    Exchange exchange = open(FetcherConfig.defaults().resolver(host -> List.of()));
    assertReason(Reason.UNKNOWN_HOST, fault(exchange, SampleAttempts.get("http://nowhere.test/")));
  }

  @Test
  void theJdkResolverKnowsNoInvalidName() {
    Reply.Fault fault = fault(exchange, SampleAttempts.get("http://nowhere.invalid/"));
    assertReason(Reason.UNKNOWN_HOST, fault);
    assertInstanceOf(java.net.UnknownHostException.class, fault.cause());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        NoClassDefFoundError.class,
        AssertionError.class,
        IllegalStateException.class,
      })
  void whatAResolverThrowsIsTheTargetsFailure(Class<? extends Throwable> type) throws Exception {
    Throwable thrown = type.getDeclaredConstructor().newInstance();
    Exchange exchange = open(FetcherConfig.defaults().resolver(host -> resolve(thrown)));
    Reply.Fault fault = fault(exchange, SampleAttempts.get("http://x.test/"));
    assertReason(Reason.UNKNOWN_HOST, fault);
    assertSame(thrown, fault.cause());
  }

  @Test
  void whatAnAddressPolicyThrowsAllowsNothing() {
    Throwable thrown = new StackOverflowError();
    Exchange exchange = open(FetcherConfig.defaults().addresses(address -> judge(thrown)));
    Reply.Fault fault = fault(exchange, SampleAttempts.get("http://127.0.0.1:1/"));
    assertReason(Reason.FORBIDDEN_ADDRESS, fault);
    assertSame(thrown, fault.cause());
  }

  @Test
  void afterCloseEveryExchangeFails() {
    exchange.close().block(Watchdog.TIME);
    assertEquals(
        Reason.CONNECT, fault(exchange, SampleAttempts.get("http://127.0.0.1:1/")).reason());
  }

  private static List<InetAddress> resolve(Throwable thrown) {
    raise(thrown);
    return List.of();
  }

  private static boolean judge(Throwable thrown) {
    raise(thrown);
    return true;
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
