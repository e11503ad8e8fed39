package dev.fetchfold.benchmarks.origin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletionException;

/** Playgrounds on one port or more, each on an event loop, with common counters. */
public final class Origin implements AutoCloseable {
  private static final int BACKLOG = 8192;

  private final Vertx vertx;
  private final Playground playground;
  private final Counters counters = new Counters();

  /** An origin without ports. */
  public Origin() {
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    FileSystemOptions noFiles =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setFileSystemOptions(noFiles));
    this.playground = new Playground(vertx, counters);
  }

  /**
   * Listens on one port more.
   *
   * @param host a name or address of this machine
   * @param port 0 for one of the system's choice
   * @return the port
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public int listen(String host, int port) {
    return await(server().connectionHandler(this::count).listen(port, host)).actualPort();
  }

  /**
   * Listens on a port whose connections are not counted.
   *
   * @param host a name or address of this machine
   * @return the port, for {@link OriginControl}
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public int control(String host) {
    return await(server().listen(0, host)).actualPort();
  }

  private HttpServer server() {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setAcceptBacklog(BACKLOG).setHttp2ClearTextEnabled(false))
        .requestHandler(playground);
  }

  private void count(HttpConnection connection) {
    counters.connected();
    connection.closeHandler(closed -> counters.disconnected());
  }

  /**
   * What can be asked of it.
   *
   * @return lines for people
   */
  public static String help() {
    return Playground.HELP;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
