package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.Runs;
import java.util.concurrent.CompletableFuture;

/** The halves of this module, as the tests use both: one reply at a time, waited for. */
enum Half {
  BLOCKING {
    @Override
    Client open(FetcherConfig config) {
      return new Blocking(new ClassicClient(marked(config)));
    }
  },
  NON_BLOCKING {
    @Override
    Client open(FetcherConfig config) {
      return new NonBlocking(new AsyncClient(marked(config)));
    }
  };

  abstract Client open(FetcherConfig config);

  /** As engines give it to a client. */
  private static FetcherConfig marked(FetcherConfig config) {
    return new Runs(() -> CompletableFuture.completedFuture(null)).marking(config);
  }

  /** A client of either half. */
  interface Client extends AutoCloseable {
    Reply send(Attempt attempt) throws Exception;

    int origins();

    @Override
    void close();
  }

  private record Blocking(ClassicClient client) implements Client {
    @Override
    public Reply send(Attempt attempt) throws Exception {
      return client.send(attempt);
    }

    @Override
    public int origins() {
      return client.origins();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record NonBlocking(AsyncClient client) implements Client {
    @Override
    public Reply send(Attempt attempt) throws Exception {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      client.call(attempt).execute(reply::complete);
      return Patience.get(reply);
    }

    @Override
    public int origins() {
      return client.origins();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
