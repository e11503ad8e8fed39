package dev.fetchfold.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OriginServerTest {
  private final OriginServer server = OriginServer.start();
  private final Ledger ledger = server.ledger();

  @AfterEach
  void close() {
    server.close();
    assertEquals(0, ledger.openConnections());
    assertEquals(0, ledger.inFlight());
  }

  @Test
  void answersAndKeepsTheConnection() throws Exception {
    server.on("/a", Script.text("one")).on("/b", Script.text("two"));
    try (RawClient client = new RawClient(server)) {
      assertTrue(client.get("/a").head().contains("Content-Length: 3\r\n"));
      assertEquals("one", client.read(3));
      client.get("/b?query").head();
      assertEquals("two", client.read(3));
    }
    ledger.await("the close", Ledgers.closed(1));
    assertEquals(1, ledger.connections());
    assertEquals(List.of("/a", "/b"), ledger.heads().stream().map(Entry.Head::path).toList());
    assertEquals("/b?query", ledger.heads("/b").get(0).target());
    assertEquals(2, ledger.heads("/b").get(0).number());
    assertEquals(0, ledger.abandoned());
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    try (RawClient client = new RawClient(server)) {
      assertTrue(client.get("/nowhere").head().startsWith("HTTP/1.1 404 "));
    }
  }

  @Test
  void recordsTheHeadAsItCame() throws Exception {
    try (RawClient client = new RawClient(server)) {
      client.send("PUT /x HTTP/1.1\r\nhOsT: a\r\nB: 1\r\nb:  2 \r\nContent-Length: 2\r\n\r\nhi");
      client.head();
    }
    Entry.Head head = ledger.heads().get(0);
    assertEquals("PUT", head.method());
    assertEquals(
        List.of("hOsT", "B", "b", "Content-Length"),
        head.headers().fields().stream().map(Headers.Field::name).toList());
    assertEquals(List.of("1", "2"), head.headers().all("b"));
  }

  @Test
  void givesTheBodyToTheScript() throws Exception {
    AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
    server.otherwise(
        exchange -> {
          seen.set(exchange.body());
          Script.status(204).play(exchange);
        });
    try (RawClient client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      assertTrue(!client.head().contains("Content-Length"));
    }
    assertArrayEquals(Bytes.latin1("abc"), seen.get());
  }

  @Test
  void headHasNoBody() throws Exception {
    server.on("/", Script.text("four"));
    try (RawClient client = new RawClient(server)) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertTrue(client.head().contains("Content-Length: 4"));
      assertEquals("", client.rest());
    }
  }

  @Test
  void inFlightIsLoweredBeforeTheLastByte() throws Exception {
    Gate gate = new Gate();
    server.on("/", Script.gated(gate, Script.text("x")));
    try (RawClient one = new RawClient(server);
        RawClient two = new RawClient(server)) {
      one.get("/");
      two.get("/");
      ledger.await("two in flight", all -> all.inFlight() == 2);
      gate.open();
      one.head();
      two.head();
      one.read(1);
      two.read(1);
      assertEquals(0, ledger.inFlight());
      assertEquals(2, ledger.peak());
      assertEquals(2, ledger.peakUnder("/"));
      assertEquals(0, ledger.peakUnder("/other"));
    }
  }

  @Test
  void noticesThatTheClientClosedBeforeTheReply() throws Exception {
    server.on("/", Script.hang());
    RawClient client = new RawClient(server).get("/");
    ledger.await("the head", all -> all.headCount() == 1);
    client.close();
    ledger.await("the abort", all -> all.openExchanges() == 0);
    assertEquals(1, ledger.abandoned());
    assertEquals(Entry.Closer.CLIENT, Ledgers.closer(ledger));
  }

  @Test
  void noticesThatTheClientResetAtAGate() throws Exception {
    Gate gate = new Gate();
    byte[] head = Bytes.latin1("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na");
    server.on("/", Script.parted(head, gate, Bytes.latin1("b"), Script.After.KEEP));
    RawClient client = new RawClient(server).get("/");
    client.head();
    assertEquals("a", client.read(1));
    gate.awaitWaiting(1);
    client.reset();
    ledger.await("the abort", all -> all.openConnections() == 0);
    assertEquals(1, ledger.abandoned());
    assertEquals(Entry.Closer.CLIENT_RESET, Ledgers.closer(ledger));
  }

  @Test
  void noticesThatTheClientClosedWhileItSent() throws Exception {
    Gate gate = new Gate();
    server.on("/", Script.unread(gate, Script.status(200)));
    RawClient client = new RawClient(server);
    client.send("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nabc");
    gate.awaitWaiting(1);
    client.close();
    ledger.await("the abort", all -> all.abandoned() == 1);
  }

  @Test
  void repliesBeforeItReadsTheBody() throws Exception {
    server.on("/", Script.early(Script.text("no")));
    try (RawClient client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n").head();
      assertEquals("no", client.read(2));
      assertEquals(0, ledger.inFlight());
      assertEquals(1, ledger.openExchanges());
      client.send("abc");
      assertTrue(client.get("/").head().contains(" 200 "));
    }
    assertEquals(3, ledger.entries(Entry.Uploaded.class).get(0).size());
  }

  @Test
  void playsSequencesAndCountsCalls() throws Exception {
    server.on("/", Script.sequence(Script.status(503), Script.status(204)));
    try (RawClient client = new RawClient(server)) {
      assertTrue(client.get("/").head().contains(" 503 "));
      assertTrue(client.get("/").head().contains(" 204 "));
      assertTrue(client.get("/").head().contains(" 204 "));
    }
  }

  @Test
  void sendsChunksAndUntilClose() throws Exception {
    server.on("/c", Script.chunked(Headers.empty(), Bytes.latin1("ab"), Bytes.latin1("c")));
    server.on("/u", Script.untilClose(Headers.of("A", "b"), Bytes.latin1("xyz")));
    try (RawClient client = new RawClient(server)) {
      client.get("/c").head();
      assertEquals("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", client.read(18));
      client.get("/u").head();
      assertEquals("xyz", client.rest());
    }
    assertEquals(Entry.Closer.SERVER, Ledgers.closer(ledger));
  }

  @Test
  void resetsOnDemand() throws Exception {
    server.on("/", Script.raw("HTTP/1.1 200 OK\r\n", Script.After.RESET));
    try (RawClient client = new RawClient(server)) {
      assertThrows(SocketException.class, () -> client.get("/").rest());
    }
    assertEquals(0, ledger.abandoned());
  }

  @Test
  void dripsAndRedirectsAndCodes() throws Exception {
    byte[] coded = Bytes.gzip(Bytes.repeat('a', 1000));
    server.on("/drip", Script.drip(Bytes.latin1("HTTP/1.1 204 N\r\n\r\n"), Duration.ofNanos(1)));
    server.on("/go", Script.redirect(302, "/there"));
    server.on("/gzip", Script.gzip(coded));
    try (RawClient client = new RawClient(server)) {
      assertTrue(client.get("/drip").head().contains(" 204 "));
      assertTrue(client.get("/go").head().contains("Location: /there\r\n"));
      client.get("/gzip").head();
      byte[] read = Bytes.latin1(client.read(coded.length));
      assertEquals(1000, new GZIPInputStream(new ByteArrayInputStream(read)).readAllBytes().length);
    }
  }

  @Test
  void theFenceReadsWhatWasSent() throws Exception {
    server.otherwise(Script.status(204));
    try (RawClient client = new RawClient(server)) {
      for (int i = 1; i <= 200; i++) {
        client.get("/");
        ledger.fence();
        assertEquals(i, ledger.headCount());
        client.head();
      }
    }
  }

  @Test
  void theFenceKnowsConnectionsThatWereJustMade() throws Exception {
    for (int i = 1; i <= 100; i++) {
      new RawClient(server).close();
      ledger.fence();
      assertEquals(i, ledger.connections());
    }
  }

  /** A virtual thread is often still connecting when the server has its connection. */
  @Test
  void aFenceMayBePassedByManyThreads() throws Exception {
    List<Future<?>> fences = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        fences.add(
            threads.submit(
                () -> {
                  ledger.fence();
                  return true;
                }));
      }
    }
    for (Future<?> fence : fences) {
      fence.get();
    }
    assertEquals(0, ledger.connections());
  }

  @Test
  void aHeadWhoseClientHasGoneIsRecordedAndNotInFlight() throws Exception {
    server.otherwise(Script.status(204));
    for (int i = 1; i <= 100; i++) {
      new RawClient(server).get("/").reset();
      new RawClient(server).get("/").close();
      ledger.await("the end of both", seen -> seen.openConnections() == 0);
      ledger.fence();
      assertEquals(0, ledger.inFlight());
    }
    assertEquals(200, ledger.connections());
    assertTrue(ledger.headCount() >= 100, ledger::timeline);
  }

  @Test
  void aMalformedRequestIsRecorded() throws Exception {
    try (RawClient client = new RawClient(server)) {
      client.send("nonsense\r\n\r\n");
      assertEquals("", client.rest());
    }
    assertEquals(1, ledger.entries(Entry.Broken.class).size());
  }

  @Test
  void aScriptThatThrowsIsRecorded() throws Exception {
    server.otherwise(
        exchange -> {
          throw new IllegalStateException("scripted");
        });
    try (RawClient client = new RawClient(server)) {
      assertEquals("", client.get("/").rest());
    }
    assertTrue(ledger.timeline().contains("scripted"), ledger::timeline);
  }

  @Test
  void closeEndsWhatHangs() throws Exception {
    server.otherwise(Script.hang());
    try (RawClient client = new RawClient(server)) {
      client.get("/");
      ledger.await("the head", all -> all.headCount() == 1);
      server.close();
      assertThrowsOrEnds(client);
    }
    assertEquals(0, ledger.abandoned());
  }

  @Test
  void serversShareALedger() throws Exception {
    try (OriginServer other = OriginServer.start(ledger);
        RawClient here = new RawClient(server);
        RawClient there = new RawClient(other)) {
      here.get("/").head();
      there.get("/").head();
      assertEquals(
          List.of(server.port(), other.port()),
          ledger.heads().stream().map(Entry.Head::port).toList());
    }
  }

  @Test
  void manyConnectionsAtOnce() throws Exception {
    Gate gate = new Gate();
    server.otherwise(Script.gated(gate, Script.status(204)));
    RawClient[] clients = new RawClient[500];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = new RawClient(server).get("/" + i);
    }
    ledger.await("all heads", all -> all.inFlight() == clients.length);
    gate.open();
    for (RawClient client : clients) {
      assertTrue(client.head().contains(" 204 "));
      client.close();
    }
    ledger.fence();
    ledger.await("all to be closed", all -> all.openConnections() == 0);
    assertEquals(clients.length, ledger.peak());
  }

  private static void assertThrowsOrEnds(RawClient client) {
    try {
      assertEquals("", client.rest());
    } catch (IOException e) {
      assertTrue(e instanceof SocketException, e::toString);
    }
  }
}
