package dev.fetchfold.site.lesson;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.FetchException;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One small example per topic of a first lesson on threads. */
final class Lesson {
  private Lesson() {}

  static List<Outcome> sequential(Fetcher fetcher, List<String> urls) throws InterruptedException {
    // @start region="sequential"
    List<Outcome> outcomes = new ArrayList<>();
    for (String url : urls) {
      outcomes.add(fetcher.fetch(Target.of(url))); // one after another
    }
    List<Outcome> sameAtOnce = fetcher.fetch(Batch.urls(urls)); // all that the bounds allow
    // @end
    outcomes.addAll(sameAtOnce);
    return outcomes;
  }

  static long join(Fetcher fetcher, List<String> urls) {
    // @start region="join"
    Fold<Long> counting = Fold.of(Collectors.counting());
    CompletableFuture<Long> started = fetcher.fetchAsync(Batch.urls(urls), counting); // start
    long fetched = started.join(); // and wait for it
    // @end
    return fetched;
  }

  static Map<Integer, Integer> lock(Fetcher fetcher, List<String> urls)
      throws InterruptedException {
    // @start region="lock"
    Map<Integer, Integer> seen = new HashMap<>(); // no lock: steps are never concurrent
    fetcher.fetch(
        Batch.urls(urls),
        Fold.forEach(outcome -> seen.merge(outcome.orThrow().status(), 1, Integer::sum)));
    // @end
    return seen;
  }

  static List<Outcome> reentrant(Fetcher fetcher, String index) throws InterruptedException {
    // @start region="reentrant"
    List<Outcome> found = new ArrayList<>();
    try (Outcomes pages = fetcher.iterate(Batch.urls(index))) {
      for (Outcome page : pages) { // a step may fetch: it holds no lock and no permit
        List<String> links = page.orThrow().body().text().lines().toList();
        found.addAll(fetcher.fetch(Batch.urls(links)));
      }
    }
    // @end
    return found;
  }

  static long queue(Fetcher fetcher, BlockingQueue<String> queue) throws InterruptedException {
    // @start region="queue"
    String end = "";
    Stream<Target> targets =
        Stream.generate(() -> next(queue)).takeWhile(url -> !url.equals(end)).map(Target::of);
    long fetched = fetcher.fetch(Batch.from(targets), Fold.of(Collectors.counting()));
    // @end
    return fetched;
  }

  private static String next(BlockingQueue<String> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) { // BATCH-08: the run has ended, and wants no more
      Thread.currentThread().interrupt();
      return "";
    }
  }

  static Optional<Outcome> event(Fetcher fetcher, List<String> mirrors)
      throws InterruptedException {
    // @start region="event"
    // The first success is the signal: what is still open is aborted.
    Optional<Outcome> first = fetcher.fetch(Batch.urls(mirrors), Fold.first(Outcome::ok));
    // @end
    return first;
  }

  static List<Integer> ordered(Fetcher fetcher, List<String> urls) {
    // @start region="ordered"
    List<Integer> sizes = new ArrayList<>();
    try (Outcomes outcomes = fetcher.iterate(Batch.urls(urls).inOrder())) {
      outcomes.forEach(outcome -> sizes.add(outcome.orThrow().body().text().length()));
    }
    // @end
    return sizes;
  }

  static List<String> completed(Fetcher fetcher, List<String> urls) {
    // @start region="completed"
    List<String> done = new ArrayList<>();
    try (Outcomes outcomes = fetcher.iterate(Batch.urls(urls).asCompleted())) {
      outcomes.forEach(outcome -> done.add(urls.get((int) outcome.index())));
    }
    // @end
    return done;
  }

  static List<String> exceptions(Fetcher fetcher, List<String> urls) throws InterruptedException {
    // @start region="exceptions"
    List<String> said = new ArrayList<>();
    for (Outcome outcome : fetcher.fetch(Batch.urls(urls))) {
      switch (outcome) { // a failure is a value, and one of them touches no other target
        case Response response -> said.add("status " + response.status());
        case Failure failure -> said.add(failure.reason().toString());
      }
    }
    // @end
    return said;
  }

  static Optional<FetchException> thrown(Outcome outcome) {
    try {
      outcome.orThrow();
      return Optional.empty();
    } catch (FetchException e) {
      return Optional.of(e);
    }
  }

  static Fetcher context(String url) throws InterruptedException {
    // @start region="context"
    Fetcher closed;
    try (Fetcher fetcher = Fetchers.open("virtual")) {
      fetcher.fetch(Target.of(url)).orThrow();
      closed = fetcher;
    } // waits for what runs, releases threads, timers and connections
    // @end
    return closed;
  }

  static List<Thread> daemon(String url) throws InterruptedException {
    // @start region="daemon"
    Fetcher forgotten = Fetchers.open("threads");
    forgotten.fetch(Target.of(url)).orThrow();
    List<Thread> pool =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("fetchfold-threads-"))
            .toList(); // daemons all: they do not keep the JVM alive
    // @end
    forgotten.close();
    return pool;
  }

  static End deadlock(String dead, String alive) throws InterruptedException {
    // @start region="deadlock"
    FetcherConfig two = FetcherConfig.defaults().maxConcurrency(2).maxPerOrigin(1);
    try (Fetcher fetcher = Fetchers.open("virtual", two)) {
      // Who waits for the dead origin holds nothing that the live one needs; a deadline ends both.
      Batch batch = Batch.urls(dead, dead, dead, alive).within(Duration.ofSeconds(2));
      return fetcher.fetch(batch, Fold.forEach(outcome -> {}));
    }
    // @end
  }

  static List<BigInteger> cpu(Fetcher fetcher, List<String> urls) throws InterruptedException {
    // @start region="cpu"
    List<BigInteger> results = new ArrayList<>();
    Fold<End> work = // waiting for bytes is the engine's, computing is the caller's thread's
        Fold.forEach(outcome -> results.add(factorial(outcome.orThrow().body().text().length())));
    fetcher.fetch(Batch.urls(urls), work);
    // @end
    return results;
  }

  private static BigInteger factorial(int n) {
    return Stream.iterate(BigInteger.TWO, i -> i.add(BigInteger.ONE))
        .limit(Math.max(0, n - 1))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }
}
