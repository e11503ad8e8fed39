package dev.fetchfold.benchmarks.fork;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The HTTP clients the engines stand on, each in the shortest loop its documentation suggests: no
 * retries, no order, no bound per origin, nothing that can be cancelled.
 */
public enum BareClient {
  /** On a pool of platform threads. */
  HC5_THREADS(
      "threads",
      bound -> new BareClassic(bound, BareClassic.pool(bound)),
      Setting.of("pool, total", "25"),
      Setting.of("pool, per route", "5")),

  /** On a virtual thread per request; the client's pool is the bound. */
  HC5_VIRTUAL(
      "virtual",
      bound -> new BareClassic(bound, BareClassic.virtualThreads()),
      Setting.of("pool, total", "25"),
      Setting.of("pool, per route", "5")),

  /** Its asynchronous client; the pool is the bound. */
  HC5_ASYNC(
      "futures, rxjava",
      BareAsync::new,
      Setting.of("pool, total", "25"),
      Setting.of("pool, per route", "5")),

  /** A {@code flatMap} over its responses. */
  REACTOR_NETTY(
      "reactor",
      BareReactor::new,
      Setting.of("maxConnections", "500"),
      Setting.of("flatMap concurrency", "256")),

  /** A future per request; the pool is the bound. */
  VERTX_CORE("vertx", BareVertx::new, Setting.of("http1MaxSize", "5"));

  private final List<String> engines;
  private final IntFunction<Contestant> opener;
  private final List<Setting> settings;

  BareClient(String engines, IntFunction<Contestant> opener, Setting... settings) {
    this.engines = List.of(engines.split(", ", -1));
    this.opener = opener;
    this.settings = List.of(settings);
  }

  /**
   * What is set to the bound of the workload.
   *
   * @param name of the option
   * @param usual the library's default
   */
  public record Setting(String name, String usual) {
    static Setting of(String name, String usual) {
      return new Setting(name, usual);
    }
  }

  Contestant open(int bound) {
    return opener.apply(bound);
  }

  /**
   * What is set.
   *
   * @return options with their defaults
   */
  public List<Setting> settings() {
    return settings;
  }

  /**
   * The client an engine stands on.
   *
   * @param engine an engine's name
   * @return its bare client; empty if it is not known
   */
  public static Optional<BareClient> under(String engine) {
    for (BareClient client : values()) {
      if (client.engines.contains(engine)) {
        return Optional.of(client);
      }
    }
    return Optional.empty();
  }

  /** As it is shown and told to other processes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static BareClient of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
