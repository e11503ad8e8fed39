package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * A little of everything that an engine can meet, for tests that watch the engine rather than its
 * outcomes: whether it blocks, pins or leaks. Judges nothing.
 */
public final class Workout {
  private static final int TARGETS = 200;
  private static final Duration SOON = Duration.ofMillis(100);

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  private static final Map<String, Script> FAILURES =
      Map.ofEntries(
          Map.entry("/closed", Exchange::close),
          Map.entry("/reset", Exchange::reset),
          Map.entry("/no-http", Script.raw("SSH-2.0-server\r\n", Script.After.HANG)),
          Map.entry("/head-cut", raw("Content-Len", Script.After.CLOSE)),
          Map.entry("/head-reset", raw("Content-Len", Script.After.RESET)),
          Map.entry("/head-large", raw("X: " + "y".repeat(2000) + "\r\n", Script.After.HANG)),
          Map.entry("/length", raw("Content-Length: x\r\n\r\n", Script.After.HANG)),
          Map.entry("/body-cut", raw("Content-Length: 9\r\n\r\n1234", Script.After.CLOSE)),
          Map.entry("/body-reset", raw("Content-Length: 9\r\n\r\n1234", Script.After.RESET)),
          Map.entry("/body-large", Script.text("y".repeat(2000))),
          Map.entry("/until-reset", raw("\r\n1234", Script.After.RESET)),
          Map.entry("/chunk", raw(CHUNKED + "xyz\r\n", Script.After.HANG)),
          Map.entry("/chunk-cut", raw(CHUNKED + "5\r\n12", Script.After.CLOSE)),
          Map.entry("/chunk-reset", raw(CHUNKED + "5\r\n12", Script.After.RESET)),
          Map.entry("/gzip", Script.gzip(new byte[100])),
          Map.entry("/surplus", raw("Content-Length: 1\r\n\r\n12345", Script.After.KEEP)),
          Map.entry("/early", Script.early(Script.status(413))),
          Map.entry("/loop", Script.redirect(302, "/loop")));

  private Workout() {}

  /**
   * Fetches good, compressed, cut, reset, silent and refused targets through every face, in both
   * orders, to the end, to a deadline and to a cancel; then closes.
   *
   * @param open opens a fetcher
   * @param rounds how often
   * @throws Exception if something is thrown that should not be
   */
  public static void run(Function<FetcherConfig, Fetcher> open, int rounds) throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults()
            .maxConcurrency(16)
            .maxPerOrigin(12)
            .attemptTimeout(SOON)
            .retry(RetryPolicy.defaults().backoff(Duration.ZERO, Duration.ZERO));
    try (OriginServer origin = origin();
        Fetcher fetcher = open.apply(config)) {
      for (int round = 0; round < rounds; round++) {
        round(fetcher, targets(origin));
      }
    }
  }

  /**
   * Fetches what fails, in the ways in which servers and networks fail: in the connection, in the
   * head and in the body; then closes.
   *
   * @param open opens a fetcher
   * @throws Exception if something is thrown that should not be
   */
  public static void runFailures(Function<FetcherConfig, Fetcher> open) throws Exception {
    try (OriginServer plain = failing(OriginServer.start());
        Fetcher fetcher = open.apply(failing())) {
      List<Target> targets = new ArrayList<>();
      for (String path : FAILURES.keySet()) {
        targets.add(Target.of(plain.url(path)));
        targets.add(Target.of(plain.url(path)).method("POST").body(new byte[100_000]));
      }
      targets.add(Target.of(plain.url("/silent")).attemptTimeout(SOON));
      targets.add(Target.of("http://127.0.0.1:1/refused"));
      run(fetcher, targets);
    }
  }

  /**
   * As {@link #runFailures}, over TLS, and with handshakes that fail.
   *
   * @param open opens the fetcher
   * @throws Exception if the kit's own server fails
   */
  public static void runFailuresOfTls(Function<FetcherConfig, Fetcher> open) throws Exception {
    try (OriginServer plain = OriginServer.start();
        OriginServer secure = failing(OriginServer.startTls(Identity.TRUSTED));
        OriginServer unknown = OriginServer.startTls(Identity.SELF_SIGNED);
        OriginServer mutual = OriginServer.startMutualTls(Identity.TRUSTED);
        Fetcher fetcher = open.apply(failing())) {
      List<Target> targets = new ArrayList<>();
      FAILURES.keySet().forEach(path -> targets.add(Target.of(secure.url(path))));
      targets.add(Target.of(unknown.url("/")));
      targets.add(Target.of(mutual.url("/")));
      targets.add(Target.of("https://127.0.0.1:" + plain.port() + "/"));
      targets.add(Target.of("http://127.0.0.1:" + secure.port() + "/").attemptTimeout(SOON));
      run(fetcher, targets);
    }
  }

  private static FetcherConfig failing() {
    return FetcherConfig.defaults()
        .maxBodyBytes(1000)
        .maxHeaderBytes(1000)
        .retry(RetryPolicy.none())
        .trustManager(Identity.authority());
  }

  private static void run(Fetcher fetcher, List<Target> targets) throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      fetcher.fetch(Batch.of(targets));
      fetcher.fetch(Batch.of(targets).within(SOON));
    }
  }

  private static OriginServer failing(OriginServer origin) {
    FAILURES.forEach(origin::on);
    return origin.on("/silent", Script.hang());
  }

  private static Script raw(String reply, Script.After after) {
    return Script.raw(OK + reply, after);
  }

  private static OriginServer origin() throws IOException {
    return OriginServer.start()
        .on("/text", Script.text("hello"))
        .on("/chunked", Script.chunked(Headers.empty(), new byte[9000], new byte[1]))
        .on("/gzip", Script.gzip(gzip()))
        .on(
            "/cut",
            Script.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234", Script.After.CLOSE))
        .on("/reset", Script.raw("HTTP/1.1 200 OK\r\nContent-", Script.After.RESET))
        .on("/moved", Script.redirect(302, "/text"))
        .on("/silent", Script.hang());
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write("hello ".repeat(5000).getBytes(StandardCharsets.US_ASCII));
    }
    return coded.toByteArray();
  }

  private static List<Target> targets(OriginServer origin) {
    List<String> paths = List.of("/text", "/chunked", "/gzip", "/cut", "/reset", "/moved", "/text");
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < TARGETS; i++) {
      targets.add(Target.of(origin.url(paths.get(i % paths.size()))));
    }
    targets.add(TARGETS / 2, Target.of(origin.url("/silent")));
    targets.add(Target.of("http://127.0.0.1:1/refused"));
    targets.add(Target.of("no url"));
    return targets;
  }

  private static void round(Fetcher fetcher, List<Target> targets) throws Exception {
    fetcher.fetch(Batch.of(targets));
    fetcher.fetchAsync(Batch.from(targets).inOrder().window(32), Fold.summary()).get();
    fetcher.fetch(Batch.of(targets).within(SOON));
    fetcher.fetch(Batch.of(targets), Fold.first(Outcome::ok));
    CompletableFuture<List<Outcome>> cancelled =
        fetcher.fetchAsync(Batch.of(targets), Fold.byIndex());
    try (Outcomes outcomes = fetcher.iterate(Batch.from(targets).inOrder())) {
      outcomes.iterator().next();
    }
    cancelled.cancel(true);
  }
}
