package dev.fetchfold.vertx;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.LookUp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * From a host to the addresses that may be connected to: asked once per connection, for literals
 * too (SEC-01).
 *
 * <p>Not by {@code executeBlocking}: a resolver may block for long, and the worker threads of a
 * Vertx are a few for all. Here each look-up has a thread, of the platform, since the JDK's own
 * would pin a virtual one; and no pool of threads, which takes a lock where the loop hands it a
 * task.
 */
final class Names {
  private final FetcherConfig config;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform()
              .daemon() // CLOSE-03
              .name("fetchfold-vertx-names-", 0)
              .inheritInheritableThreadLocals(false) // FOLD-05
              .factory());

  Names(FetcherConfig config) {
    this.config = config;
  }

  /**
   * Looks a host up.
   *
   * @param answer completed on the thread that asked; its context brings it home
   * @param unwanted when it completes, a look-up that goes on is interrupted
   */
  Future<List<InetAddress>> lookUp(
      String host, Promise<List<InetAddress>> answer, Future<?> unwanted) {
    java.util.concurrent.Future<?> asking = threads.submit(() -> answer(host, answer));
    unwanted.onComplete(over -> asking.cancel(true));
    return answer.future();
  }

  void close() {
    threads.shutdownNow();
  }

  private void answer(String host, Promise<List<InetAddress>> answer) {
    try {
      answer.tryComplete(LookUp.allowed(config, host));
    } catch (FaultException refused) {
      answer.tryFail(refused);
    }
  }
}
