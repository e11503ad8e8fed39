package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.url.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

/** When a client is opened and let go (BOUND-08). */
final class ClientsTest {
  private static final Origin ONE = new Origin("http", "one.test", 80);
  private static final Origin TWO = new Origin("http", "two.test", 80);

  private final List<String> log = new ArrayList<>();
  private final Timer timer = new Timer();
  private final Clients clients =
      new Clients(Duration.ofNanos(1), Duration.ofSeconds(1), timer, this::open);

  @Test
  void oneForEachOrigin() {
    use(ONE).block();
    use(TWO).block();
    use(ONE).block();
    assertEquals(List.of("open one.test", "open two.test"), log);
  }

  @Test
  void whatIsInUseIsKept() {
    Disposable first = clients.use(ONE, client -> Mono.never()).subscribe();
    Disposable second = clients.use(ONE, client -> Mono.never()).subscribe();
    first.dispose();
    timer.tick();
    assertEquals(List.of("open one.test"), log);
    second.dispose();
    timer.tick();
    assertEquals(List.of("open one.test", "release one.test"), log);
  }

  @Test
  void whatWasLetGoIsOpenedAgain() {
    use(ONE).block();
    timer.tick();
    use(ONE).block();
    assertEquals(List.of("open one.test", "release one.test", "open one.test"), log);
  }

  @Test
  void anExchangeThatFailsIsOverToo() {
    clients.use(ONE, client -> Mono.error(new IllegalStateException())).onErrorComplete().block();
    timer.tick();
    assertEquals(List.of("open one.test", "release one.test"), log);
  }

  @Test
  void closingLetsEverythingGo() {
    use(ONE).block();
    clients.close();
    assertEquals(List.of("open one.test", "release one.test"), log);
    assertEquals(1, timer.stopped);
  }

  private Mono<String> use(Origin origin) {
    return clients.use(origin, client -> Mono.just("reply"));
  }

  private Clients.Client open(Origin origin) {
    log.add("open " + origin.host());
    return new Clients.Client(
        HttpClient.newConnection(),
        HttpClient::newConnection,
        () -> log.add("release " + origin.host()));
  }

  /** Ticks when it is told to. */
  private static final class Timer implements Scheduler {
    private Runnable task = () -> {};
    private int stopped;

    void tick() {
      task.run();
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      this.task = task;
      return () -> stopped++;
    }

    @Override
    public Disposable schedule(Runnable task) {
      return Disposables.disposed();
    }

    @Override
    public Worker createWorker() {
      throw new UnsupportedOperationException();
    }
  }
}
