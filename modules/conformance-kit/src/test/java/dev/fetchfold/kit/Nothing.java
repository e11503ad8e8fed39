package dev.fetchfold.kit;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;

/** A subject for checks that need no fetcher. */
class Nothing implements Subject {
  @Override
  public String name() {
    return "nothing";
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    throw new IllegalStateException("no check of this test opens a fetcher");
  }
}
