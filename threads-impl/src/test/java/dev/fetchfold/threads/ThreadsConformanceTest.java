package dev.fetchfold.threads;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.FetcherConformance;

/** The specification, as engine {@code threads} keeps it. */
class ThreadsConformanceTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return ThreadsFetcher.open(config);
  }
}
