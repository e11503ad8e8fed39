package dev.fetchfold.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.origin.OriginServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every engine makes the same of every reply of the corpus, or the difference is declared. */
class BehaviourTest {
  /** For all replies together: whoever waits for the end of it hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final FetcherConfig ONCE =
      FetcherConfig.defaults()
          .retry(RetryPolicy.none())
          .redirects(RedirectPolicy.none())
          .connectTimeout(PATIENCE)
          .attemptTimeout(PATIENCE);

  private static final List<RawReply> REPLIES = RawReply.all();
  private static final List<Difference> DIFFERENCES = Difference.all();

  @Test
  void enginesAgree() throws IOException {
    Map<String, Map<String, Behaviour>> seen = new TreeMap<>();
    for (String engine : Fetchers.names()) {
      seen.put(engine, behaviours(engine));
    }
    List<Verdict> verdicts = REPLIES.stream().map(reply -> verdict(reply, seen)).toList();
    BehaviourTable table = new BehaviourTable(seen.keySet(), verdicts);
    table.write(Path.of("target", "behaviour.md"));
    System.out.println(table.summary());
    List<String> faults = verdicts.stream().flatMap(each -> each.faults().stream()).toList();
    assertEquals(List.of(), faults, () -> String.join("\n", faults));
  }

  @Test
  void differencesAreOfRepliesThatExistAndSayWhy() {
    Set<String> ids = REPLIES.stream().map(RawReply::id).collect(Collectors.toSet());
    for (Difference difference : DIFFERENCES) {
      assertTrue(ids.contains(difference.id()), () -> difference.id() + " is no reply");
      assertFalse(difference.why().isBlank(), () -> difference.id() + " does not say why");
    }
  }

  /** All replies at once, each with a fetcher of its own: none finds what another left behind. */
  private static Map<String, Behaviour> behaviours(String engine) {
    List<Fetcher> fetchers = new ArrayList<>();
    try (OriginServer origin = OriginServer.start()) {
      Map<String, CompletableFuture<List<Outcome>>> runs = new LinkedHashMap<>();
      for (RawReply reply : REPLIES) {
        origin.on("/" + reply.id(), reply.script());
        Fetcher fetcher = Fetchers.open(engine, ONCE);
        fetchers.add(fetcher);
        runs.put(reply.id(), start(fetcher, origin.url("/" + reply.id())));
      }
      Map<String, Behaviour> seen = new LinkedHashMap<>();
      runs.forEach((id, run) -> seen.put(id, Behaviour.of(run.join().get(0))));
      return seen;
    } finally {
      fetchers.forEach(Fetcher::close);
    }
  }

  private static CompletableFuture<List<Outcome>> start(Fetcher fetcher, String url) {
    return fetcher.fetchAsync(Batch.urls(url).within(PATIENCE), Fold.byIndex());
  }

  private static Verdict verdict(RawReply reply, Map<String, Map<String, Behaviour>> seen) {
    Map<String, Behaviour> ofThis = new TreeMap<>();
    seen.forEach((engine, all) -> ofThis.put(engine, Objects.requireNonNull(all.get(reply.id()))));
    List<Difference> declared =
        DIFFERENCES.stream().filter(each -> each.id().equals(reply.id())).toList();
    return new Verdict(reply, ofThis, declared);
  }
}
