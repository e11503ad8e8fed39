package dev.fetchfold.cli.docs;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.reactor.ReactorFetcher;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** What the README shows between markers; {@link ReadmeTest} compares and runs it. */
final class Examples {
  private Examples() {}

  static void fetch(List<String> urls, PrintStream out) throws InterruptedException {
    // @start region="fetch"
    try (Fetcher fetcher = Fetchers.open("virtual")) {
      Batch batch = Batch.urls(urls).inOrder().within(Duration.ofSeconds(10));
      for (Outcome outcome : fetcher.fetch(batch)) {
        switch (outcome) {
          case Response response -> out.println(response.status() + " " + response.uri());
          case Failure failure -> out.println(failure.reason() + " " + failure.detail());
        }
      }
    }
    // @end
  }

  static Optional<Outcome> hedge(Fetcher fetcher, String url) throws InterruptedException {
    // @start region="hedge"
    Target ask = Target.of(url);
    Batch batch = Batch.of(ask, ask.after(Duration.ofSeconds(3)));
    Optional<Outcome> first = fetcher.fetch(batch, Fold.first(Outcome::ok));
    // @end
    return first;
  }

  static Flux<String> reactor(ReactorFetcher fetcher, List<String> urls) {
    // @start region="reactor"
    Flux<String> texts =
        fetcher
            .flux(Batch.urls(urls))
            .filter(Outcome::ok)
            .map(outcome -> outcome.orThrow().body().text());
    // @end
    return texts;
  }
}
