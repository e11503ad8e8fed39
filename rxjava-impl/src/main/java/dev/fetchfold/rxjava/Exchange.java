package dev.fetchfold.rxjava;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.httpcore5.AsyncCall;
import dev.fetchfold.httpcore5.AsyncClient;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;

/** One request and its reply, with HttpCore 5's non-blocking sockets. */
final class Exchange implements AutoCloseable {
  private final AsyncClient client;

  Exchange(FetcherConfig config) {
    client = new AsyncClient(config);
  }

  // @start region="exchange"
  /**
   * Sends one request and receives its reply. Cold: each subscription is one request.
   *
   * @return succeeds on an I/O thread, fails when this is closed, or with whatever else the client
   *     throws; disposing of it aborts the exchange, in every phase and from any thread (CANCEL-03)
   */
  Single<Reply> send(Attempt attempt) {
    return Single.create(emitter -> send(attempt, emitter));
  }

  private void send(Attempt attempt, SingleEmitter<Reply> emitter) {
    try {
      AsyncCall call = client.call(attempt);
      emitter.setCancellable(call::abort);
      call.execute(emitter::onSuccess); // OUT-05: what comes after the disposal goes nowhere
    } catch (Throwable thrown) { // Errors too, which RxJava would throw at whoever subscribes
      emitter.tryOnError(thrown); // nor does what was begun before it, and sent after the close
    }
  }

  // @end

  /** Closes every connection and ends every thread; to be called when nothing is sent any more. */
  @Override
  public void close() {
    client.close();
  }
}
