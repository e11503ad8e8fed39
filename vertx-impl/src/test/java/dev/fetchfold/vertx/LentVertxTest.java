package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Summary;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a TLS handshake with a silent peer when the fetcher is closed (CLOSE-02). */
@Timeout(Watchdog.SECONDS)
class LentVertxTest {
  /** Longer than what takes no notice of the handshake would take. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private static final Duration NEVER = Duration.ofHours(1);

  private final Sockets sockets = new Sockets();
  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setEventLoopPoolSize(1))
          .withTransport(sockets)
          .build();
  private final OriginServer silent = OriginServer.startRaw("https", LineScript.silent());

  @AfterEach
  void stop() {
    vertx.close().await();
    silent.close();
  }

  @Test
  void itHasEndedWhenTheFetcherIsClosed() throws Exception {
    VertxFetcher fetcher = securing(CONNECT);
    fetcher.shutdownNow();
    fetcher.close();
    assertEquals(List.of(), sockets.open());
  }

  /** Several times: whether an event loop that ends looks after its connections is a race. */
  @RepeatedTest(20)
  void itHoldsNothingUpWhenTheVertxIsClosedFirst() throws Exception {
    VertxFetcher fetcher = securing(NEVER);
    vertx.close().await();
    fetcher.close();
  }

  /** A fetcher with a connection in its handshake. */
  private VertxFetcher securing(Duration connectTimeout) throws Exception {
    VertxFetcher fetcher =
        VertxFetcher.using(vertx, FetcherConfig.defaults().connectTimeout(connectTimeout));
    VertxRun<Summary> unused = fetcher.fold(Batch.urls(silent.url("/")), Fold.summary());
    silent.ledger().await("the connection", seen -> seen.connections() == 1);
    return fetcher;
  }

  /** Every socket that a Vertx has opened, for another thread than its loop. */
  private static final class Sockets extends Channels {
    private final Queue<Channel> opened = new ConcurrentLinkedQueue<>();

    List<Channel> open() {
      return opened.stream().filter(Channel::isOpen).toList();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      ChannelFactory<? extends Channel> factory = super.channelFactory(domainSocket);
      return () -> note(factory.newChannel());
    }

    private Channel note(Channel channel) {
      opened.add(channel);
      return channel;
    }
  }
}
