package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.Loggers;

/** What the tests of {@link Exchange} share: each also shows that nothing was dropped (OUT-05). */
abstract class Exchanges {
  private static final Logger REACTOR = Logger.getLogger("reactor");

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  static {
    Loggers.useJdkLoggers();
    REACTOR.setUseParentHandlers(false);
  }

  private final Collection<Object> dropped = new ConcurrentLinkedQueue<>();
  private final Warnings warnings = new Warnings();
  private final List<Exchange> opened = new ArrayList<>();

  @BeforeEach
  final void watchDrops() {
    Hooks.onErrorDropped(dropped::add);
    Hooks.onNextDropped(dropped::add);
    REACTOR.addHandler(warnings);
  }

  @AfterEach
  final void closeAndSeeNothingDropped() {
    opened.forEach(exchange -> exchange.close().block(Watchdog.TIME));
    Hooks.resetOnErrorDropped();
    Hooks.resetOnNextDropped();
    REACTOR.removeHandler(warnings);
    assertEquals(List.of(), List.copyOf(dropped));
  }

  final Exchange open(FetcherConfig config) {
    return opened(new Exchange(config));
  }

  final Exchange open(FetcherConfig config, ConnectionProvider lent) {
    return opened(new Exchange(config, lent));
  }

  /** What reactor-netty warned of. */
  final List<String> warnings() {
    return List.copyOf(warnings.seen);
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

  static Reply.Fault fault(Exchange exchange, Attempt attempt) {
    return assertInstanceOf(Reply.Fault.class, reply(exchange, attempt));
  }

  /**
   * Cancelled then, unless it ended before; {@code timeout} would report late replies as dropped.
   */
  static Mono<Reply> cut(Mono<Reply> sent, Duration time) {
    return Mono.firstWithSignal(sent, Mono.delay(time).then(Mono.empty()));
  }

  static void assertReason(Reason expected, Reply.Fault fault) {
    assertEquals(expected, fault.reason(), () -> String.valueOf(fault.cause()));
  }

  private static final class Warnings extends Handler {
    private final Collection<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord logged) {
      if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
        seen.add(logged.getMessage() + " " + logged.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
