package dev.fetchfold.virtual;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.httpcore5.ClassicClient;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;

/** One request and its reply, on a blocking socket. */
final class Exchange implements AutoCloseable {
  private final ClassicClient client;

  Exchange(FetcherConfig config) {
    client = new ClassicClient(config);
  }

  // @start region="exchange"
  /**
   * Blocks until the reply is whole. Interrupting the thread closes the connection, whatever it is
   * doing, and is thrown (CANCEL-03).
   */
  Reply send(Attempt attempt) throws InterruptedException {
    return client.send(attempt);
  }

  // @end

  /** Closes every connection; to be called when no thread sends any more. */
  @Override
  public void close() {
    client.close();
  }
}
