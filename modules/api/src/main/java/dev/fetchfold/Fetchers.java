package dev.fetchfold;

import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the engines on the class path; swapping one for another is one word. */
public final class Fetchers {
  private Fetchers() {}

  /**
   * Opens a fetcher of the named engine with {@link FetcherConfig#defaults()}.
   *
   * @param name an engine's name, such as {@code virtual}
   * @return a new fetcher, owned by the caller
   * @throws IllegalArgumentException if no such engine is on the class path
   */
  public static Fetcher open(String name) {
    return open(name, FetcherConfig.defaults());
  }

  /**
   * Opens a fetcher of the named engine.
   *
   * @param name an engine's name, such as {@code virtual}
   * @param config how it shall behave
   * @return a new fetcher, owned by the caller
   * @throws IllegalArgumentException if no such engine is on the class path
   */
  public static Fetcher open(String name, FetcherConfig config) {
    return provider(name).open(config);
  }

  /**
   * The names of the engines on the class path, sorted.
   *
   * @return the names; empty if there is no engine
   */
  public static List<String> names() {
    return providers().stream().map(FetcherProvider::name).sorted().toList();
  }

  /**
   * The engines on the class path, sorted by name.
   *
   * @return their providers
   */
  public static List<FetcherProvider> providers() {
    return ServiceLoader.load(FetcherProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(java.util.Comparator.comparing(FetcherProvider::name))
        .toList();
  }

  private static FetcherProvider provider(String name) {
    Objects.requireNonNull(name, "name");
    List<FetcherProvider> all = providers();
    return all.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name, all)));
  }

  private static String unknown(String name, List<FetcherProvider> all) {
    String known = all.stream().map(FetcherProvider::name).collect(Collectors.joining(", "));
    return "engine is \""
        + name
        + "\", expected one on the class path: "
        + (known.isEmpty() ? "there is none, add for example fetchfold-virtual" : known);
  }
}
