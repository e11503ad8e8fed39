package dev.fetchfold.cli;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An engine without a network. */
public final class FakeProvider implements FetcherProvider {
  /** The configuration of the last fetcher opened in this JVM. */
  static final AtomicReference<FetcherConfig> LAST = new AtomicReference<>();

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String description() {
    return "makes everything up";
  }

  @Override
  public Map<String, String> libraries() {
    return Map.of("nothing", "1.0", "less", "");
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    LAST.set(config);
    return new FakeFetcher(config);
  }
}
