package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.Urls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExchangeTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Exchange exchange = new Exchange(FetcherConfig.defaults());

  @AfterEach
  void close() {
    exchange.close().block(Watchdog.TIME);
  }

  @Test
  void oneRequestAndItsReply() throws Exception {
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      Reply reply = reply(get(server.url("/a?b=c")));
      assertEquals(200, assertInstanceOf(Reply.Received.class, reply).status());
      assertEquals(
          "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n",
          server.link().seenHead());
    }
  }

  private Reply reply(Attempt attempt) {
    return exchange.send(attempt).blockOptional(Watchdog.TIME).orElseThrow();
  }

  private static Attempt get(String url) {
    try {
      return new Attempt(
          0,
          Target.of(url),
          1,
          1,
          Urls.parse(url),
          "GET",
          Headers.empty(),
          Optional.empty(),
          true,
          List.of(),
          Duration.ZERO);
    } catch (Urls.Unusable e) {
      throw new AssertionError(e);
    }
  }
}
