package dev.fetchfold.threads;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.httpcore5.AbortedException;
import dev.fetchfold.httpcore5.ClassicCall;
import dev.fetchfold.httpcore5.ClassicClient;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.util.Optional;

/** One request and its reply, on a blocking socket. */
final class Exchange implements AutoCloseable {
  private final ClassicClient client;

  Exchange(FetcherConfig config) {
    client = new ClassicClient(config);
  }

  // @start region="exchange"
  /** One exchange, not begun. Another thread can abort it, before it begins and while it lasts. */
  record Call(ClassicCall call) {

    /** Closes the connection, whatever it is doing (CANCEL-03). */
    void abort() {
      call.abort();
    }
  }

  Call prepare(Attempt attempt) {
    return new Call(client.call(attempt));
  }

  /**
   * Blocks until the reply is whole; empty if it was aborted. That closes the connection and
   * interrupts nobody: an interrupt of this thread, before or meanwhile, is none of ours.
   */
  Optional<Reply> send(Call call) {
    Thread.interrupted();
    try {
      return Optional.of(call.call().execute());
    } catch (AbortedException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of(
          new Reply.Fault(
              Reason.DISCONNECTED,
              "the thread of the attempt was interrupted by somebody else",
              e));
    }
  }

  // @end

  /** Closes every connection; to be called when no thread sends any more. */
  @Override
  public void close() {
    client.close();
  }
}
