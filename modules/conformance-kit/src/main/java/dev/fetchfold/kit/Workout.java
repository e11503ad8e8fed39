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
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
