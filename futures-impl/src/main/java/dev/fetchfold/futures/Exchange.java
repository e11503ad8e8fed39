package dev.fetchfold.futures;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.httpcore5.AsyncCall;
import dev.fetchfold.httpcore5.AsyncClient;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.util.concurrent.CompletableFuture;

/** One request and its reply, with HttpCore 5's non-blocking sockets. */
final class Exchange implements AutoCloseable {
  private final AsyncClient client;

  Exchange(FetcherConfig config) {
    client = new AsyncClient(config);
  }

  // @start region="exchange"
  /**
   * Sends one request and receives its reply.
   *
   * @param reply completed with it, on an I/O thread; completing it otherwise aborts the exchange,
   *     in every phase and from any thread (CANCEL-03)
   * @return as {@code reply}, when nothing is on the wire any more (TIME-06); fails if this is
   *     closed, or with what else the client throws
   */
  CompletableFuture<Reply> send(Attempt attempt, CompletableFuture<Reply> reply) {
    AsyncCall call = client.call(attempt);
    CompletableFuture<Reply> ended = reply.whenComplete((whole, thrown) -> call.abort());
    try {
      call.execute(reply::complete);
    } catch (Throwable thrown) { // such as by the close, before which it was begun
      reply.completeExceptionally(thrown);
    }
    return ended;
  }

  // @end

  /** Closes every connection and ends every thread; to be called when nothing is sent any more. */
  @Override
  public void close() {
    client.close();
  }
}
