package dev.fetchfold.vertx;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** A Vertx with its event loops: the fetcher's own, or its user's (CLOSE-02). */
sealed interface Resources {

  /** What everything runs on. */
  Vertx vertx();

  /** Ends all connections, those being made too, if the Vertx is ours. On the context. */
  void endConnections();

  /** Ends the Vertx that is ours. */
  Future<Void> close();

  /**
   * One event loop, whose thread is a daemon (CLOSE-03).
   *
   * @param channels every connection, and once closed none
   */
  record Owned(Vertx vertx, Channels channels) implements Resources {

    static Owned create() {
      Channels channels = new Channels();
      return new Owned(Vertx.builder().with(options()).withTransport(channels).build(), channels);
    }

    @Override
    public void endConnections() {
      channels.close();
    }

    @Override
    public Future<Void> close() {
      return vertx.close();
    }

    private static VertxOptions options() {
      FileSystemOptions noFiles =
          new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
      return new VertxOptions()
          .setEventLoopPoolSize(1)
          .setUseDaemonThread(true)
          .setFileSystemOptions(noFiles);
    }
  }

  /** It has other connections than ours, and tells of ours when they are made. */
  record Lent(Vertx vertx) implements Resources {

    @Override
    public void endConnections() {}

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
