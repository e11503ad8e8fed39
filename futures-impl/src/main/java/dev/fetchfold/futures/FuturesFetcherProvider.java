package dev.fetchfold.futures;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import dev.fetchfold.httpcore5.Http1;
import java.util.Map;

/** The ServiceLoader entry of engine {@code futures}. */
public final class FuturesFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FuturesFetcherProvider() {}

  @Override
  public String name() {
    return "futures";
  }

  @Override
  public String description() {
    return "CompletableFuture on non-blocking sockets";
  }

  @Override
  public Map<String, String> libraries() {
    return Http1.library();
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return FuturesFetcher.open(config);
  }
}
