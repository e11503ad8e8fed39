package dev.fetchfold.futures;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.async.HttpAsyncClient;

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
    return Map.of("httpclient5", version(HttpAsyncClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return FuturesFetcher.open(config);
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("");
  }
}
