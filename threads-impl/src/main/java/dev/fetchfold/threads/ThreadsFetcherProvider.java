package dev.fetchfold.threads;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;

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
    return Map.of("httpclient5", version(HttpClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return ThreadsFetcher.open(config);
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("");
  }
}
