package dev.fetchfold.threads;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import dev.fetchfold.httpcore5.Http1;
import java.util.Map;

/** The ServiceLoader entry of engine {@code threads}. */
public final class ThreadsFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ThreadsFetcherProvider() {}

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String description() {
    return "a fixed pool of platform threads, an attempt on each";
  }

  @Override
  public Map<String, String> libraries() {
    return Http1.library();
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return ThreadsFetcher.open(config);
  }
}
