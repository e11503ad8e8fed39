package dev.fetchfold.benchmarks.fork;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP clients the engines stand on, each in the shortest loop its documentation suggests: no
 * retries, no order, no bound per origin, nothing that can be cancelled.
 */
public enum BareClient {
  /** On a pool of platform threads. */
  HC5_THREADS("threads"),

  /** On a virtual thread per request; the client's pool is the bound. */
  HC5_VIRTUAL("virtual"),

  /** Its asynchronous client; the pool is the bound. */
  HC5_ASYNC("futures, rxjava"),

  /** A {@code flatMap} over its responses. */
  REACTOR_NETTY("reactor"),

  /** A future per request; the pool is the bound. */
  VERTX_CORE("vertx");

  private final String engines;

  BareClient(String engines) {
    this.engines = engines;
  }

  /**
   * What is set to the bound of the workload.
   *
   * @param name of the option
   * @param usual the library's default
   */
  public record Setting(String name, String usual) {}

  Contestant open(int bound) {
    return switch (this) {
      case HC5_THREADS -> new BareClassic(bound, BareClassic.pool(bound));
      case HC5_VIRTUAL -> new BareClassic(bound, BareClassic.virtualThreads());
      case HC5_ASYNC -> new BareAsync(bound);
      case REACTOR_NETTY -> new BareReactor(bound);
      case VERTX_CORE -> new BareVertx(bound);
    };
  }

  /**
   * What is set.
   *
   * @return options with their defaults
   */
  public List<Setting> settings() {
    return switch (this) {
      case HC5_THREADS, HC5_VIRTUAL, HC5_ASYNC ->
          List.of(new Setting("pool, total", "25"), new Setting("pool, per route", "5"));
      case REACTOR_NETTY ->
          List.of(new Setting("maxConnections", "500"), new Setting("flatMap concurrency", "256"));
      case VERTX_CORE -> List.of(new Setting("http1MaxSize", "5"));
    };
  }

  /**
   * The client an engine stands on.
   *
   * @param engine an engine's name
   * @return its bare client; empty if it is not known
   */
  public static Optional<BareClient> under(String engine) {
    return Arrays.stream(values())
        .filter(client -> List.of(client.engines.split(", ", -1)).contains(engine))
        .findFirst();
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
