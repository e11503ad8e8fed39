package dev.fetchfold.reactor;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.url.Origin;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

/**
 * A client with a pool of its own for every origin that has exchanges or had one within the idle
 * timeout; of the others nothing is kept (BOUND-08). One pool provider for all of them would keep a
 * pool for each for ever, or drop it by a timer that nothing stops.
 */
final class Clients {
  private final Duration idleTimeout;
  private final Function<Origin, Client> opener;
  private final Disposable sweeping;
  private final ConcurrentMap<Origin, Client> clients = new ConcurrentHashMap<>();

  /** The client of one origin. Its counts change only while its entry in the map is computed. */
  static final class Client {
    private final HttpClient pooled;
    private final Supplier<HttpClient> unpooled;
    private final Runnable release;
    private int exchanges;
    private long leftNanos;

    /**
     * Of one origin.
     *
     * @param pooled on the pool
     * @param unpooled makes one whose connections are new, and closed when they were used
     * @param release lets go of the pool
     */
    Client(HttpClient pooled, Supplier<HttpClient> unpooled, Runnable release) {
      this.pooled = pooled;
      this.unpooled = unpooled;
      this.release = release;
    }

    HttpClient http(Attempt attempt) {
      return attempt.fresh() ? unpooled.get() : pooled; // CONN-04
    }

    private Client entered() {
      exchanges++;
      return this;
    }

    private Client left() {
      exchanges--;
      leftNanos = System.nanoTime();
      return this;
    }

    private boolean hasBeenIdleFor(Duration timeout) {
      return exchanges == 0 && System.nanoTime() - leftNanos > timeout.toNanos();
    }
  }

  Clients(
      Duration idleTimeout, Duration interval, Scheduler timer, Function<Origin, Client> opener) {
    this.idleTimeout = idleTimeout;
    this.opener = opener;
    long nanos = interval.toNanos();
    this.sweeping = timer.schedulePeriodically(this::sweep, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  <T> Mono<T> use(Origin origin, Function<Client, Mono<T>> exchange) {
    return Mono.using(() -> enter(origin), exchange, client -> leave(origin));
  }

  void close() {
    sweeping.dispose();
    clients.values().forEach(client -> client.release.run());
    clients.clear();
  }

  private Client enter(Origin origin) {
    return clients.compute(
        origin, (key, client) -> (client == null ? opener.apply(key) : client).entered());
  }

  private void leave(Origin origin) {
    clients.computeIfPresent(origin, (key, client) -> client.left());
  }

  private void sweep() {
    clients.keySet().forEach(this::dropIfIdle);
  }

  private void dropIfIdle(Origin origin) {
    clients.computeIfPresent(
        origin,
        (key, client) -> {
          if (!client.hasBeenIdleFor(idleTimeout)) {
            return client;
          }
          client.release.run();
          return null;
        });
  }
}
