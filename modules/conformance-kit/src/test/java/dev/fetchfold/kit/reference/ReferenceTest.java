package dev.fetchfold.kit.reference;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.FetcherConformance;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The reference keeps the specification, so what the kit asks can be kept. */
class ReferenceTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return new ReferenceFetcher(config);
  }

  @Override
  protected Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> new ReferenceFetcher.NonBlocking(task).start());
  }
}
