package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

/** What the tests of {@link Exchange} share: each also shows that nothing was dropped (OUT-05). */
abstract class Exchanges {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Collection<Object> dropped = new ConcurrentLinkedQueue<>();
  private final List<Exchange> opened = new ArrayList<>();

  @BeforeEach
  final void watchDrops() {
    Hooks.onErrorDropped(dropped::add);
    Hooks.onNextDropped(dropped::add);
  }

  @AfterEach
  final void closeAndSeeNothingDropped() {
    opened.forEach(exchange -> exchange.close().block(Watchdog.TIME));
    Hooks.resetOnErrorDropped();
    Hooks.resetOnNextDropped();
    assertEquals(List.of(), List.copyOf(dropped));
  }

  final Exchange open(FetcherConfig config) {
    return opened(new Exchange(config));
  }

  final Exchange open(FetcherConfig config, ConnectionProvider lent) {
    return opened(new Exchange(config, lent));
  }

  private Exchange opened(Exchange exchange) {
    opened.add(exchange);
    return exchange;
  }

  static Reply reply(Exchange exchange, Attempt attempt) {
    return exchange.send(attempt).blockOptional(Watchdog.TIME).orElseThrow();
  }

  static Reply.Received received(Exchange exchange, Attempt attempt) {
    return assertInstanceOf(Reply.Received.class, reply(exchange, attempt));
  }

  /**
   * Cancelled then, unless it ended before; {@code timeout} would report late replies as dropped.
   */
  static Mono<Reply> cut(Mono<Reply> sent, Duration time) {
    return Mono.firstWithSignal(sent, Mono.delay(time).then(Mono.empty()));
  }
}
