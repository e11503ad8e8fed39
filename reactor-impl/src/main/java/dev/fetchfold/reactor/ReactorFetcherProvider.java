package dev.fetchfold.reactor;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import java.lang.module.ModuleDescriptor;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/** The ServiceLoader entry of engine {@code reactor}. */
public final class ReactorFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ReactorFetcherProvider() {}

  @Override
  public String name() {
    return "reactor";
  }

  @Override
  public String description() {
    return "Mono and Flux on reactor-netty";
  }

  @Override
  public Map<String, String> libraries() {
    return Map.of(
        "reactor-core", version(Flux.class), "reactor-netty-http", version(HttpClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return ReactorFetcher.open(config);
  }

  /** On the class path of the jar's manifest, on the module path of the module. */
  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion())
        .or(
            () ->
                Optional.ofNullable(type.getModule().getDescriptor())
                    .flatMap(ModuleDescriptor::rawVersion))
        .orElse("");
  }
}
