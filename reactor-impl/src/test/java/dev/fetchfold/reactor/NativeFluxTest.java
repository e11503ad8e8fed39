package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.test.StepVerifier;

/** What somebody who knows Reactor expects of any {@code Flux}. */
@Timeout(Watchdog.SECONDS)
class NativeFluxTest {
  private final ReactorFetcher fetcher = ReactorFetcher.open();
  private OriginServer origin;

  @BeforeEach
  void serve() {
    origin = OriginServer.start().on("/", Script.text("ok"));
  }

  @AfterEach
  void close() {
    fetcher.close();
    origin.close();
  }

  @Test
  void aStepVerifierRequestsAndCancels() {
    StepVerifier.create(fetcher.flux(targets(9).inOrder()).map(Outcome::index), 0)
        .expectSubscription()
        .thenRequest(1)
        .expectNext(0L)
        .thenRequest(2)
        .expectNext(1L, 2L)
        .thenCancel()
        .verify(Watchdog.TIME);
    StepVerifier.create(fetcher.flux(targets(9)))
        .expectNextCount(9)
        .expectComplete()
        .verify(Watchdog.TIME);
  }

  @Test
  void targetsReadTheSubscribersContext() {
    Flux<Target> targets =
        Flux.deferContextual(
            context -> Flux.just(Target.of(origin.url("/" + context.get("tenant")))));
    origin.on("/north", Script.text("ok"));
    StepVerifier.create(
            fetcher.flux(targets).contextWrite(context -> context.put("tenant", "north")))
        .expectNextMatches(Outcome::ok)
        .expectComplete()
        .verify(Watchdog.TIME);
  }

  @Test
  void theClientReadsTheSubscribersContext() {
    Queue<String> tenants = new ConcurrentLinkedQueue<>();
    ConnectionProvider connections = ConnectionProvider.create("lent", 8);
    try (ReactorFetcher lent =
        ReactorFetcher.using(FetcherConfig.defaults(), new Asking(connections, tenants))) {
      StepVerifier.create(
              lent.flux(targets(3)).contextWrite(context -> context.put("tenant", "north")))
          .expectNextCount(3)
          .expectComplete()
          .verify(Watchdog.TIME);
    }
    connections.disposeLater().block(Watchdog.TIME);
    assertEquals(List.of("north", "north", "north"), List.copyOf(tenants));
  }

  @Test
  void tapSeesEverySignal() {
    Queue<String> signals = new ConcurrentLinkedQueue<>();
    fetcher
        .flux(targets(2).inOrder())
        .tap(
            () ->
                new DefaultSignalListener<>() {
                  @Override
                  public void doOnNext(Outcome outcome) {
                    signals.add("next " + outcome.index());
                  }

                  @Override
                  public void doOnComplete() {
                    signals.add("complete");
                  }
                })
        .blockLast(Watchdog.TIME);
    assertEquals(List.of("next 0", "next 1", "complete"), List.copyOf(signals));
  }

  @Test
  void checkpointTellsWhereAnErrorWentThrough() {
    Flux<Target> broken = Flux.error(new IllegalStateException("no more"));
    Flux<Outcome> outcomes = fetcher.flux(broken).checkpoint("where targets fail");
    Throwable thrown =
        assertThrows(IllegalStateException.class, () -> outcomes.blockLast(Watchdog.TIME));
    assertTrue(
        Arrays.stream(thrown.getSuppressed())
            .anyMatch(suppressed -> suppressed.toString().contains("where targets fail")),
        () -> Arrays.toString(thrown.getSuppressed()));
  }

  /** DEMAND-02: an operator that fetches ahead asks for no target of its own. */
  @Test
  void publishedTargetsAreRequestedAsTheyAreDelivered() {
    AtomicLong requested = new AtomicLong();
    Flux<Target> counted =
        Flux.range(0, 40).map(i -> Target.of(origin.url("/"))).doOnRequest(requested::addAndGet);
    StepVerifier.create(fetcher.flux(counted, batch -> batch.inOrder().window(3)), 0)
        .thenRequest(2)
        .expectNextCount(2)
        .thenCancel()
        .verify(Watchdog.TIME);
    assertTrue(requested.get() <= 5, () -> "requested: " + requested);
  }

  private Batch targets(int count) {
    return Batch.of(Collections.nCopies(count, Target.of(origin.url("/"))));
  }

  /** Notes who asks for a connection. */
  private record Asking(ConnectionProvider connections, Queue<String> tenants)
      implements ConnectionProvider {
    @Override
    public Mono<? extends Connection> acquire(
        TransportConfig config,
        ConnectionObserver observer,
        @Nullable Supplier<? extends SocketAddress> remote,
        @Nullable AddressResolverGroup<?> resolver) {
      tenants.add(observer.currentContext().get("tenant"));
      return connections.acquire(config, observer, remote, resolver);
    }
  }
}
