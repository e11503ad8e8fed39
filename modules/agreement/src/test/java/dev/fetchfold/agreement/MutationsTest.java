package dev.fetchfold.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.agreement.Mutations.Mutation;
import dev.fetchfold.origin.OriginServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Engines that agree on the replies of a corpus may disagree on others. Some hundred more are made
 * here, and no engine may differ from the others in status, body or reason (OUT-03).
 */
class MutationsTest {
  /** For all replies together: whoever waits for the end of one hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final FetcherConfig ONCE =
      FetcherConfig.defaults()
          .resolver(host -> List.of(InetAddress.getLoopbackAddress()))
          .retry(RetryPolicy.none())
          .redirects(RedirectPolicy.none())
          .connectTimeout(PATIENCE)
          .attemptTimeout(PATIENCE);

  private static final List<Mutation> MUTATIONS = Mutations.all();

  @Test
  void enginesAgree() throws Exception {
    Map<String, List<String>> seen = new TreeMap<>();
    for (String engine : Fetchers.names()) {
      seen.put(engine, behaviours(engine));
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < MUTATIONS.size(); i++) {
      addDifference(i, seen, differences);
    }
    write(differences);
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  private static List<String> behaviours(String engine) throws InterruptedException {
    try (OriginServer origin = OriginServer.start();
        Fetcher fetcher = Fetchers.open(engine, ONCE)) {
      List<Target> targets =
          IntStream.range(0, MUTATIONS.size()).mapToObj(i -> target(origin, i)).toList();
      List<Outcome> outcomes = fetcher.fetch(Batch.of(targets).within(PATIENCE), Fold.byIndex());
      return outcomes.stream().map(MutationsTest::shown).toList();
    }
  }

  /** Each reply has a host of its own, so that no connection is used again that is about to end. */
  private static Target target(OriginServer origin, int index) {
    Mutation mutation = MUTATIONS.get(index);
    origin.on("/" + index, mutation.script());
    String url = "http://reply-" + index + ".test:" + origin.port() + "/" + index;
    return Target.of(url).method(mutation.method());
  }

  private static String shown(Outcome outcome) {
    return switch (outcome) {
      case Response response -> Behaviour.of(response).toString();
      case Failure failure -> failure.reason().toString();
    };
  }

  private static void addDifference(
      int index, Map<String, List<String>> seen, List<String> differences) {
    Map<String, TreeSet<String>> sides = new TreeMap<>();
    seen.forEach(
        (engine, all) -> sides.computeIfAbsent(all.get(index), x -> new TreeSet<>()).add(engine));
    if (sides.size() > 1) {
      String id = MUTATIONS.get(index).id().replace("\r", "\\r").replace("\n", "\\n");
      differences.add(id + ": " + sides);
    }
  }

  private static void write(List<String> differences) throws IOException {
    Path file = Path.of("target", "mutations.txt");
    Files.createDirectories(file.getParent());
    String summary =
        MUTATIONS.size() + " replies, " + differences.size() + " read in more than one way";
    System.out.println(summary);
    Files.writeString(file, summary + "\n" + String.join("\n", differences) + "\n");
  }
}
