package dev.fetchfold.virtual;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.FetcherConformance;

/** The specification, as engine {@code virtual} keeps it. */
class VirtualConformanceTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return VirtualFetcher.open(config);
  }
}
