package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Aborts at any moment, and then the full bound: nothing may have been lost (BOUND-05). */
final class ClassicStormTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int PERMITS = 4;
  private static final int ABORTS = 300;

  @ParameterizedTest
  @EnumSource
  void afterManyAbortsEveryPermitIsOfUse(Running.Way way) throws Exception {
    CountDownLatch probing = new CountDownLatch(PERMITS);
    try (RawServer server = RawServer.start(peer -> serve(peer, probing));
        ClassicClient client =
            new ClassicClient(FetcherConfig.defaults().maxConcurrency(PERMITS))) {
      storm(client, server, way);
      assertEquals(0, client.leased());
      probe(client, server, way);
      assertEquals(0, client.leased());
    }
  }

  /** Each call is aborted after a time swept over the length of an exchange. */
  private static void storm(ClassicClient client, RawServer server, Running.Way way)
      throws Exception {
    Semaphore permits = new Semaphore(PERMITS);
    Random random = new Random(1);
    List<Running> storm = new ArrayList<>();
    for (int i = 0; i < ABORTS; i++) {
      permits.acquire();
      Running running =
          Running.prepare(client, Requests.get(server.url() + "storm"), way)
              .whenEnded(permits::release)
              .start();
      storm.add(running);
      spin(random.nextInt(20_000));
      running.abort();
    }
    for (Running running : storm) {
      assertEndedAsItMay(running);
    }
  }

  private static void spin(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Thread.onSpinWait();
    }
  }

  private static void assertEndedAsItMay(Running running) throws Exception {
    switch (running.end()) {
      case Running.Replied end -> assertInstanceOf(Reply.Received.class, end.reply());
      case Running.Threw end -> assertInstanceOf(running.thrown(), end.thrown());
    }
  }

  /** The server answers when it has as many heads as there are permits. */
  private static void probe(ClassicClient client, RawServer server, Running.Way way)
      throws Exception {
    List<Running> probes = new ArrayList<>();
    for (int i = 0; i < PERMITS; i++) {
      probes.add(Running.start(client, Requests.get(server.url() + "probe"), way));
    }
    for (Running probe : probes) {
      Reply reply = assertInstanceOf(Running.Replied.class, probe.end()).reply();
      assertTrue(reply instanceof Reply.Received, reply::toString);
    }
  }

  private static void serve(RawServer.Peer peer, CountDownLatch probing) throws Exception {
    while (peer.hasHead()) {
      if (peer.head().startsWith("GET /probe")) {
        probing.countDown();
        peer.await(probing);
      }
      peer.send(OK);
    }
  }
}
