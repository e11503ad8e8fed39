package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a Vertx has no connection any more, and gets none. */
@Timeout(Watchdog.SECONDS)
class ChannelsTest {
  private final Channels channels = new Channels();
  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setEventLoopPoolSize(1))
          .withTransport(channels)
          .build();
  private final Context context = vertx.getOrCreateContext();
  private final NetClient client = vertx.createNetClient();
  private final OriginServer silent = OriginServer.startRaw("http", LineScript.silent());

  @AfterEach
  void stop() {
    vertx.close().await();
    silent.close();
  }

  @Test
  void oneThatIsThereIsClosed() throws Exception {
    onContext(this::connect);
    onContext(this::closeAll);
    silent.ledger().await("its end", seen -> seen.openConnections() == 0);
  }

  @Test
  void oneThatComesLaterIsNotMade() {
    onContext(this::closeAll);
    assertThrows(IllegalStateException.class, () -> onContext(this::connect));
  }

  private Future<NetSocket> connect() {
    return client.connect(silent.port(), "127.0.0.1");
  }

  private Future<Void> closeAll() {
    channels.close();
    return Future.succeededFuture();
  }

  private <T> T onContext(Supplier<Future<T>> call) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(now -> call.get().onComplete(answer));
    return answer.future().await();
  }
}
