package dev.fetchfold.benchmarks.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The origin does what its paths say, and counts. */
@Timeout(60)
class PlaygroundTest {
  private final Origin origin = new Origin();
  private final int port = origin.listen("127.0.0.1", 0);
  private final HttpClient client = HttpClient.newBuilder().build();

  @AfterEach
  void close() {
    client.shutdownNow();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200", "/delay/1, 200", "/status/200, 200", "/status/418, 418", "/status/204, 204",
    "/status/99, 400", "/bytes/0, 200", "/redirect/0, 200", "/redirect/3, 302", "/drip?ms=1, 200",
    "/gzip, 200", "/nothing, 404", "/bytes/x, 404", "/bytes/, 404", "/bytes, 404"
  })
  void pathsHaveStatuses(String path, int status) throws Exception {
    assertEquals(status, get(path).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "280", "65536", "65537", "5000000"})
  void bodiesAreAsLongAsAsked(int bytes) throws Exception {
    assertEquals(bytes, get("/bytes/" + bytes).body().length);
  }

  /** The client asks for an upgrade to HTTP/2. */
  @Test
  void everythingIsHttp11() throws Exception {
    assertEquals(HttpClient.Version.HTTP_1_1, get("/").version());
  }

  @Test
  void redirectsLeadOneHopOn() throws Exception {
    assertEquals("/redirect/2", get("/redirect/3").headers().firstValue("Location").orElseThrow());
  }

  @Test
  void dripsArriveWhole() throws Exception {
    assertEquals("fffff", new String(get("/drip?bytes=5&ms=1").body(), StandardCharsets.US_ASCII));
  }

  @Test
  void gzipIsGzip() throws Exception {
    HttpResponse<byte[]> response = get("/gzip");
    assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElseThrow());
    GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(response.body()));
    assertTrue(new String(body.readAllBytes(), StandardCharsets.UTF_8).startsWith("fetch many"));
  }

  @Test
  void retryAfterIsToldOnceForEachUrl() throws Exception {
    HttpResponse<byte[]> first = get("/retry-after/7?a");
    assertEquals(503, first.statusCode());
    assertEquals("7", first.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(503, get("/retry-after/7?b").statusCode());
    assertEquals(200, get("/retry-after/7?a").statusCode());
    assertEquals(503, get("/retry-after/7?a").statusCode());
  }

  @Test
  void resetIsAReset() {
    IOException e = assertThrows(IOException.class, () -> get("/reset"));
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    assertTrue(root instanceof SocketException || root instanceof IOException, root.toString());
    assertTrue(String.valueOf(root.getMessage()).contains("reset"), root.toString());
  }

  @Test
  void whatHangsIsInFlightUntilItsConnectionIsGone() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> hanging =
        client.sendAsync(request("/hang"), HttpResponse.BodyHandlers.ofByteArray());
    await(1);
    hanging.cancel(true);
    await(0);
    OriginCounts counts = counts(Playground.COUNTERS);
    assertEquals(1, counts.requests());
    assertEquals(1, counts.peak());
    assertEquals(0, counts(Playground.RESET_PEAK).peak());
  }

  private void await(int inFlight) throws Exception {
    while (counts(Playground.COUNTERS).inFlight() != inFlight) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aTakenPortIsSaid() {
    try (Origin other = new Origin()) {
      Exception e =
          assertThrows(IllegalStateException.class, () -> other.listen("127.0.0.1", port));
      assertTrue(String.valueOf(e.getMessage()).contains("in use"), e.getMessage());
    }
  }

  private OriginCounts counts(String path) throws Exception {
    return OriginCounts.parse(new String(get(path).body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }
}
