package dev.fetchfold;

import java.util.Map;

/** One engine, as {@link Fetchers} finds it through {@link java.util.ServiceLoader}. */
public interface FetcherProvider {

  /**
   * The engine's name, such as {@code virtual}: lower case, unique on a class path.
   *
   * @return the name
   */
  String name();

  /**
   * One line on the concurrency model, for people.
   *
   * @return the description
   */
  String description();

  /**
   * The libraries the engine stands on.
   *
   * @return their versions by artifact name; empty versions where unknown
   */
  Map<String, String> libraries();

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   */
  Fetcher open(FetcherConfig config);
}
