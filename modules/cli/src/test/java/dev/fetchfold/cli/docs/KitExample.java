package dev.fetchfold.cli.docs;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.virtual.VirtualFetcher;

/** Holds the conformance test of the README, so that it runs when {@link ReadmeTest} says so. */
final class KitExample {
  private KitExample() {}

  static
  // @start region="conformance"
  class MyConformanceTest extends FetcherConformance {
    @Override
    protected Fetcher open(FetcherConfig config) {
      return VirtualFetcher.open(config);
    }
  }
  // @end
}
