package dev.fetchfold.futures;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.FetcherConformance;

/** The specification, as engine {@code futures} keeps it. */
class FuturesConformanceTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return FuturesFetcher.open(config);
  }
}
