package dev.fetchfold.virtual;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;

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
    return Map.of("httpclient5", version(HttpClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return VirtualFetcher.open(config);
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("");
  }
}
