package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.url.Urls;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt that must go on a new connection does, whatever is idle (CONN-04). */
@Timeout(Watchdog.SECONDS)
class FreshConnectionTest {
  private final OriginServer origin = OriginServer.start();
  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
  private final Exchange exchange = new Exchange(FetcherConfig.defaults(), context);

  @AfterEach
  void stop() {
    exchange.close().await();
    vertx.close().await();
    origin.close();
  }

  @Test
  void idleConnectionsAreUsedButForFreshAttempts() throws Exception {
    Attempt any = attempt();
    send(any);
    send(any);
    assertEquals(1, origin.ledger().connections());
    send(any.afresh());
    assertEquals(2, origin.ledger().connections());
    send(any);
    assertEquals(2, origin.ledger().connections());
  }

  private void send(Attempt attempt) {
    Promise<Reply> reply = Promise.promise();
    context.runOnContext(now -> exchange.send(attempt, reply));
    assertInstanceOf(Reply.Received.class, reply.future().await());
  }

  private Attempt attempt() throws Urls.Unusable {
    String url = origin.url("/");
    return Attempt.first(0, Target.of(url), Urls.parse(url));
  }
}
