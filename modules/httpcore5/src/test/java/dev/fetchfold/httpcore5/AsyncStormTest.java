package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Aborts at any moment, and then the full bound: nothing may have been lost (BOUND-05).
 * HttpClient's own {@code Future.cancel} left connections open here that nobody could reach any
 * more.
 */
final class AsyncStormTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int PERMITS = 4;
  private static final int ABORTS = 300;

  @Test
  void afterManyAbortsNothingIsLost() throws Exception {
    CountDownLatch probing = new CountDownLatch(PERMITS);
    try (RawServer server = RawServer.start(peer -> serve(peer, probing));
        AsyncClient client = new AsyncClient(FetcherConfig.defaults().maxConcurrency(PERMITS))) {
      storm(client, server);
      Patience.until(() -> client.leased() == 0);
      probe(client, server);
      Patience.until(() -> client.leased() == 0);
      Patience.until(() -> server.open() <= PERMITS); // no other was left open
    }
  }

  /** At most so many at a time; each aborted after a time swept over the length of an exchange. */
  private static void storm(AsyncClient client, RawServer server) throws Exception {
    Random random = new Random(1);
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < ABORTS; i++) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      replies.add(reply);
      AsyncCall call = client.call(Requests.get(server.url() + "storm"));
      call.execute(reply::complete);
      spin(random.nextInt(20_000));
      call.abort();
      if (i % PERMITS == 0) {
        Patience.until(() -> client.leased() == 0);
      }
    }
    for (CompletableFuture<Reply> reply : replies) {
      Reply heard = reply.getNow(null);
      if (heard != null) {
        assertInstanceOf(Reply.Received.class, heard, heard::toString);
      }
    }
  }

  private static void spin(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Thread.onSpinWait();
    }
  }

  /** The server answers when it has as many heads as there are permits. */
  private static void probe(AsyncClient client, RawServer server) throws Exception {
    List<CompletableFuture<Reply>> probes = new ArrayList<>();
    for (int i = 0; i < PERMITS; i++) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      probes.add(reply);
      client.call(Requests.get(server.url() + "probe")).execute(reply::complete);
    }
    for (CompletableFuture<Reply> probe : probes) {
      Reply reply = Patience.get(probe);
      assertEquals(200, assertInstanceOf(Reply.Received.class, reply, reply::toString).status());
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
