package dev.fetchfold.virtual;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import dev.fetchfold.httpcore5.Http1;
import java.util.Map;

/** The ServiceLoader entry of engine {@code virtual}. */
public final class VirtualFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualFetcherProvider() {}

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public String description() {
    return "a virtual thread per target, plain blocking code";
  }

  @Override
  public Map<String, String> libraries() {
    return Http1.library();
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return VirtualFetcher.open(config);
  }
}
