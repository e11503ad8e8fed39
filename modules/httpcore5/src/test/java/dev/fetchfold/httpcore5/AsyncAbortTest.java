package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An abort in every phase: nothing more is heard, nothing is kept (CANCEL-03, TIME-06). */
final class AsyncAbortTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final FetcherConfig PATIENT =
      FetcherConfig.defaults().connectTimeout(Duration.ofHours(1));

  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  @Test
  void beforeItBegins() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        AsyncClient client = new AsyncClient(PATIENT)) {
      AsyncCall call = client.call(Requests.get(server.url()));
      call.abort();
      call.execute(reply::complete);
      assertNothingIsHeard(client);
      assertEquals("ok", text(client, server));
      assertEquals(1, server.connections());
    }
  }

  /** The JDK's resolver cannot be interrupted; the call ends all the same. */
  @Test
  void whileTheNameIsResolved() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    HostResolver deaf =
        host -> {
          asked.countDown();
          Stubborn.await(answer);
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (RawServer server = RawServer.answering(OK);
        AsyncClient client = new AsyncClient(PATIENT.resolver(deaf))) {
      AsyncCall call = begin(client, Requests.get(server.url()));
      Patience.await(asked);
      call.abort();
      assertNothingIsHeard(client);
      answer.countDown();
      assertEquals("ok", text(client, server));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void interruptsAResolverThatCanBe() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    HostResolver attentive =
        host -> {
          asked.countDown();
          return Stubborn.awaitInterrupt(interrupted);
        };
    try (AsyncClient client = new AsyncClient(PATIENT.resolver(attentive))) {
      AsyncCall call = begin(client, Requests.get("http://somewhere/"));
      Patience.await(asked);
      call.abort();
      Patience.await(interrupted);
      assertNothingIsHeard(client);
    }
  }

  @Test
  void whileConnecting() throws Exception {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        AsyncClient client = new AsyncClient(PATIENT)) {
      Stubborn.fill(full, queue);
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/";
      begin(client, Requests.get(url)).abort();
      assertNothingIsHeard(client);
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @Test
  void whileShakingHands() throws Exception {
    CountDownLatch greeted = new CountDownLatch(1);
    RawServer.Script silent =
        peer -> {
          peer.skip(5);
          greeted.countDown();
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(silent);
        AsyncClient client = new AsyncClient(PATIENT)) {
      Attempt attempt = Requests.get("https://127.0.0.1:" + server.port() + "/");
      AsyncCall call = begin(client, attempt);
      Patience.await(greeted);
      call.abort();
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
      assertNothingIsHeard(client);
    }
  }

  @Test
  void whileSending() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    RawServer.Script deaf =
        peer -> {
          peer.hasHead();
          peer.await(aborted);
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(deaf);
        AsyncClient client = new AsyncClient(PATIENT)) {
      Target large = Target.of(server.url()).method("PUT").body(new byte[64 << 20]);
      AsyncCall call = begin(client, Requests.of(large));
      Patience.next(server.heads);
      call.abort();
      assertNothingIsHeard(client);
      aborted.countDown();
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // awaiting the head
        "HTTP/1.1 200 OK\r\nContent-",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
      })
  void whileReceiving(String sent) throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    RawServer.Script stalling =
        peer -> {
          peer.hasHead();
          peer.send(sent);
          stalled.countDown();
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(stalling);
        AsyncClient client = new AsyncClient(PATIENT)) {
      AsyncCall call = begin(client, Requests.get(server.url()));
      Patience.await(stalled);
      call.abort();
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
      assertNothingIsHeard(client);
    }
  }

  /** TIME-01; and connections of the same I/O thread have their turn meanwhile. */
  @Test
  void whileBytesNeverEnd() throws Exception {
    RawServer.Script endless =
        peer -> {
          peer.hasHead();
          peer.sendForever("HTTP/1.1 200 OK\r\n\r\n", "a".repeat(1 << 20));
        };
    FetcherConfig counting =
        PATIENT.bodies(FetcherConfig.Bodies.COUNTED).maxBodyBytes(Integer.MAX_VALUE);
    try (RawServer server = RawServer.start(endless);
        RawServer other = RawServer.answering(OK);
        AsyncClient client = new AsyncClient(counting)) {
      List<AsyncCall> calls = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        calls.add(begin(client, Requests.get(server.url())));
        Patience.next(server.heads);
      }
      CompletableFuture<Reply> whole = new CompletableFuture<>();
      client.call(Requests.get(other.url())).execute(whole::complete);
      assertInstanceOf(Reply.Received.class, Patience.get(whole));
      calls.forEach(AsyncCall::abort);
      assertNothingIsHeard(client);
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
    }
  }

  /** Afterwards the connection may be another call's: an abort must not touch it. */
  @Test
  void afterTheEnd() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    RawServer.Script script =
        peer -> {
          peer.hasHead();
          peer.send(OK);
          peer.hasHead();
          peer.await(aborted);
          peer.send(OK);
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(script);
        AsyncClient client = new AsyncClient(PATIENT)) {
      AsyncCall first = begin(client, Requests.get(server.url()));
      assertInstanceOf(Reply.Received.class, Patience.get(reply));
      CompletableFuture<Reply> second = new CompletableFuture<>();
      client.call(Requests.get(server.url())).execute(second::complete);
      Patience.next(server.heads);
      Patience.next(server.heads);
      first.abort();
      first.abort();
      aborted.countDown();
      assertInstanceOf(Reply.Received.class, Patience.get(second));
      assertEquals(1, server.connections());
    }
  }

  /** CANCEL-06: the server completes the abandoned reply; nobody may take it for his own. */
  @Test
  void abortedConnectionIsNotUsedAgain() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    RawServer.Script completing =
        peer -> {
          peer.hasHead();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          half.countDown();
          peer.await(aborted);
          peer.send("world");
          peer.awaitEnd();
        };
    RawServer.Script whole = peer -> peer.answer(OK);
    try (RawServer server =
            RawServer.start(peer -> (aborted.getCount() > 0 ? completing : whole).play(peer));
        AsyncClient client = new AsyncClient(PATIENT)) {
      AsyncCall call = begin(client, Requests.get(server.url()));
      Patience.await(half);
      call.abort();
      assertNothingIsHeard(client);
      aborted.countDown();
      assertEquals("ok", text(client, server));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void closingTheClientSettlesWhatIsUnderWay() throws Exception {
    AsyncClient client = new AsyncClient(PATIENT);
    RawServer.Script silent =
        peer -> {
          peer.hasHead();
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(silent)) {
      begin(client, Requests.get(server.url()));
      Patience.next(server.heads);
      client.close();
      Reply.Fault fault = assertInstanceOf(Reply.Fault.class, reply.getNow(null));
      assertEquals(Reason.DISCONNECTED, fault.reason());
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
      AsyncCall late = client.call(Requests.get(server.url()));
      assertThrows(IllegalStateException.class, () -> late.execute(reply::complete));
    }
  }

  @Test
  void closingTheClientSettlesWhatIsConnecting() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    HostResolver attentive =
        host -> {
          asked.countDown();
          return Stubborn.awaitInterrupt(new CountDownLatch(1));
        };
    AsyncClient client = new AsyncClient(PATIENT.resolver(attentive));
    begin(client, Requests.get("http://somewhere/"));
    Patience.await(asked);
    client.close();
    assertInstanceOf(Reply.Fault.class, reply.getNow(null));
  }

  @Test
  void callIsMadeOnce() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        AsyncClient client = new AsyncClient(PATIENT)) {
      AsyncCall call = begin(client, Requests.get(server.url()));
      assertThrows(IllegalStateException.class, () -> call.execute(reply::complete));
      assertInstanceOf(Reply.Received.class, Patience.get(reply));
    }
  }

  /** What a receiver does to its thread is not the I/O thread's end, which others need. */
  @Test
  void receiverThatThrowsOrInterruptsHarmsNobody() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        AsyncClient client = new AsyncClient(PATIENT)) {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        CountDownLatch told = new CountDownLatch(1);
        client
            .call(Requests.get(server.url()))
            .execute(
                whole -> {
                  Thread.currentThread().interrupt();
                  told.countDown();
                  throw new NoClassDefFoundError("of the receiver's");
                });
        Patience.await(told);
      }
      assertEquals("ok", text(client, server));
    }
  }

  private AsyncCall begin(AsyncClient client, Attempt attempt) {
    AsyncCall call = client.call(attempt);
    call.execute(reply::complete);
    return call;
  }

  /** Nothing can come any more once the place in the pool has been given back. */
  private void assertNothingIsHeard(AsyncClient client) {
    Patience.until(() -> client.leased() == 0);
    assertFalse(reply.isDone());
  }

  private static String text(AsyncClient client, RawServer server) throws Exception {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    client.call(Requests.get(server.url())).execute(reply::complete);
    Reply whole = Patience.get(reply);
    return assertInstanceOf(Reply.Received.class, whole, whole::toString).body().text();
  }
}
