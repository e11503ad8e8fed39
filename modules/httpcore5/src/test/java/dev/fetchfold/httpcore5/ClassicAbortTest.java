package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An abort in every phase: the call ends, its connection too (CANCEL-03, CANCEL-06, TIME-06). */
final class ClassicAbortTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final FetcherConfig PATIENT =
      FetcherConfig.defaults().connectTimeout(Duration.ofHours(1));

  private final CountDownLatch stalled = new CountDownLatch(1);

  @ParameterizedTest
  @EnumSource
  void beforeItBegins(Running.Way way) throws Exception {
    try (RawServer server = RawServer.answering(OK);
        ClassicClient client = new ClassicClient(PATIENT)) {
      Running running = Running.prepare(client, Requests.get(server.url()), way);
      if (way == Running.Way.INTERRUPT_A_VIRTUAL_THREAD) {
        // Only a started thread can be interrupted; here by itself.
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> client.send(Requests.get(server.url())));
      } else {
        running.abort();
        assertAborted(running.start());
      }
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(1, server.connections());
    }
  }

  /** The JDK's resolver cannot be interrupted; the call ends all the same. */
  @ParameterizedTest
  @EnumSource
  void whileTheNameIsResolved(Running.Way way) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    HostResolver deaf =
        host -> {
          asked.countDown();
          Stubborn.await(answer);
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (RawServer server = RawServer.answering(OK);
        ClassicClient client = new ClassicClient(PATIENT.resolver(deaf))) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.await(asked);
      running.abort();
      assertAborted(running);
      answer.countDown();
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void interruptsAResolverThatCanBe(Running.Way way) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    HostResolver attentive =
        host -> {
          asked.countDown();
          return Stubborn.awaitInterrupt(interrupted);
        };
    try (ClassicClient client = new ClassicClient(PATIENT.resolver(attentive))) {
      Running running = Running.start(client, Requests.get("http://somewhere/"), way);
      Patience.await(asked);
      running.abort();
      assertAborted(running);
      Patience.await(interrupted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileConnecting(Running.Way way) throws Exception {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ClassicClient client = new ClassicClient(PATIENT)) {
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/";
      Stubborn.fill(full, queue);
      Running running = Running.start(client, Requests.get(url), way);
      running.awaitInside("connect");
      running.abort();
      assertAborted(running);
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileShakingHands(Running.Way way) throws Exception {
    try (RawServer server = RawServer.start(RawServer.Peer::awaitEnd);
        ClassicClient client = new ClassicClient(PATIENT)) {
      Attempt attempt = Requests.get("https://127.0.0.1:" + server.port() + "/");
      Running running = Running.start(client, attempt, way);
      running.awaitInside("startHandshake");
      running.abort();
      assertAborted(running);
      Patience.next(server.ends);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileSending(Running.Way way) throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    RawServer.Script deaf =
        peer -> {
          peer.hasHead();
          peer.await(aborted);
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(deaf);
        ClassicClient client = new ClassicClient(PATIENT)) {
      Target large = Target.of(server.url()).method("PUT").body(new byte[64 << 20]);
      Running running = Running.start(client, Requests.of(large), way);
      running.awaitInside("send");
      running.abort();
      assertAborted(running);
      aborted.countDown();
      Patience.next(server.ends);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileAwaitingTheHead(Running.Way way) throws Exception {
    try (RawServer server = stallingAfter("");
        ClassicClient client = new ClassicClient(PATIENT)) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.next(server.heads);
      running.abort();
      assertAborted(running);
      assertEnded(way, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void insideTheHead(Running.Way way) throws Exception {
    try (RawServer server = stallingAfter("HTTP/1.1 200 OK\r\nContent-");
        ClassicClient client = new ClassicClient(PATIENT)) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.await(stalled);
      running.awaitInside("receive");
      running.abort();
      assertAborted(running);
      assertEnded(way, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileReadingTheBody(Running.Way way) throws Exception {
    try (RawServer server = stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        ClassicClient client = new ClassicClient(PATIENT)) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.await(stalled);
      running.awaitInside("receive");
      running.abort();
      assertAborted(running);
      assertEnded(way, server);
    }
  }

  /** TIME-01: nor does an abort wait for a read that would have to wait. */
  @ParameterizedTest
  @EnumSource
  void whileBytesNeverEnd(Running.Way way) throws Exception {
    RawServer.Script endless =
        peer -> {
          peer.hasHead();
          peer.sendForever("HTTP/1.1 200 OK\r\n\r\n", "a".repeat(1 << 20));
        };
    FetcherConfig counting =
        PATIENT.bodies(FetcherConfig.Bodies.COUNTED).maxBodyBytes(Integer.MAX_VALUE);
    try (RawServer server = RawServer.start(endless);
        ClassicClient client = new ClassicClient(counting)) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.next(server.heads);
      running.abort();
      assertAborted(running);
      Patience.next(server.ends);
    }
  }

  /** TIME-01: as it is with bytes that are taken for ever. */
  @ParameterizedTest
  @EnumSource
  void whileBytesAreTaken(Running.Way way) throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    RawServer.Script taker =
        peer -> {
          peer.hasHead();
          taking.countDown();
          peer.awaitEnd();
        };
    try (RawServer server = RawServer.start(taker);
        ClassicClient client = new ClassicClient(PATIENT)) {
      Target large = Target.of(server.url()).method("PUT").body(new byte[128 << 20]);
      Running running = Running.start(client, Requests.of(large), way);
      Patience.await(taking);
      running.abort();
      assertAborted(running);
      Patience.next(server.ends);
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
        ClassicClient client = new ClassicClient(PATIENT)) {
      ClassicCall first = client.call(Requests.get(server.url()));
      assertEquals("ok", text(first.execute()));
      Running second =
          Running.start(client, Requests.get(server.url()), Running.Way.ABORT_ON_A_PLATFORM_THREAD);
      Patience.next(server.heads);
      Patience.next(server.heads);
      first.abort();
      first.abort();
      aborted.countDown();
      assertEquals("ok", text(assertInstanceOf(Running.Replied.class, second.end()).reply()));
      assertEquals(1, server.connections());
    }
  }

  /** The server completes the abandoned reply: nobody may take it for his own. */
  @ParameterizedTest
  @EnumSource
  void abortedConnectionIsNotUsedAgain(Running.Way way) throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    RawServer.Script half =
        peer -> {
          peer.hasHead();
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          peer.await(aborted);
          peer.send("world");
          peer.awaitEnd();
        };
    RawServer.Script whole = peer -> peer.answer(OK);
    try (RawServer server =
            RawServer.start(peer -> (aborted.getCount() > 0 ? half : whole).play(peer));
        ClassicClient client = new ClassicClient(PATIENT)) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      running.awaitInside("receive");
      running.abort();
      assertAborted(running);
      aborted.countDown();
      assertEquals("ok", text(client.send(Requests.get(server.url()))));
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingTheClientAbortsWhatIsUnderWay(Running.Way way) throws Exception {
    ClassicClient client = new ClassicClient(PATIENT);
    try (RawServer server = stallingAfter("")) {
      Running running = Running.start(client, Requests.get(server.url()), way);
      Patience.next(server.heads);
      client.close();
      Running.Threw end = assertInstanceOf(Running.Threw.class, running.end());
      assertInstanceOf(AbortedException.class, end.thrown());
      assertEquals(RawServer.End.RESET, Patience.next(server.ends));
      assertThrows(IllegalStateException.class, () -> client.send(Requests.get(server.url())));
    }
  }

  @Test
  void callIsMadeOnce() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        ClassicClient client = new ClassicClient(PATIENT)) {
      ClassicCall call = client.call(Requests.get(server.url()));
      assertEquals("ok", text(call.execute()));
      assertThrows(IllegalStateException.class, call::execute);
    }
  }

  private static void assertAborted(Running running) throws Exception {
    Running.Threw end = assertInstanceOf(Running.Threw.class, running.end());
    assertInstanceOf(running.thrown(), end.thrown());
  }

  /** The JDK closes an interrupted thread's socket itself, and in order. */
  private static void assertEnded(Running.Way way, RawServer server) throws Exception {
    RawServer.End end = Patience.next(server.ends);
    if (way != Running.Way.INTERRUPT_A_VIRTUAL_THREAD) {
      assertEquals(RawServer.End.RESET, end);
    }
  }

  private RawServer stallingAfter(String sent) throws Exception {
    return RawServer.start(
        peer -> {
          peer.hasHead();
          peer.send(sent);
          stalled.countDown();
          peer.awaitEnd();
        });
  }

  private static String text(Reply reply) {
    return assertInstanceOf(Reply.Received.class, reply).body().text();
  }
}
