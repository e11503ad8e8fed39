package dev.fetchfold.vertx;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;

/** The ServiceLoader entry of engine {@code vertx}. */
public final class VertxFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public VertxFetcherProvider() {}

  @Override
  public String name() {
    return "vertx";
  }

  @Override
  public String description() {
    return "one event-loop context on Vert.x";
  }

  @Override
  public Map<String, String> libraries() {
    return Map.of("vertx-core", VertxInternal.version());
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return VertxFetcher.open(config);
  }
}
