package dev.fetchfold.rxjava;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.async.HttpAsyncClient;

/** The ServiceLoader entry of engine {@code rxjava}. */
public final class RxFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public RxFetcherProvider() {}

  @Override
  public String name() {
    return "rxjava";
  }

  @Override
  public String description() {
    return "Single and Flowable on non-blocking sockets";
  }

  @Override
  public Map<String, String> libraries() {
    return Map.of("rxjava", version(Flowable.class), "httpclient5", version(HttpAsyncClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return RxFetcher.open(config);
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("");
  }
}
