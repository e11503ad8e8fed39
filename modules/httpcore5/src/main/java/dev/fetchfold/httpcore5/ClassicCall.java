package dev.fetchfold.httpcore5;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.url.Origin;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;

/**
 * One attempt, made once, that another thread can abort.
 *
 * <p>There are two ways to abort, and both close the connection, whatever it is doing, so that it
 * is never used again (CANCEL-06):
 *
 * <ul>
 *   <li>{@link #abort()}, from any thread, for calls on any kind of thread: {@link #execute()}
 *       throws {@link AbortedException}.
 *   <li>interrupting the thread in {@code execute}, whatever it is doing: it throws
 *       InterruptedException.
 * </ul>
 */
public final class ClassicCall {
  private final ClassicClient client;
  private final Attempt attempt;
  private final AbortHandle handle = new AbortHandle();
  private final AtomicBoolean begun = new AtomicBoolean();
  private AfterExchange after = AfterExchange.RESET;

  ClassicCall(ClassicClient client, Attempt attempt) {
    this.client = client;
    this.attempt = attempt;
  }

  /**
   * Sends the request and receives its reply, blocking; there is no timeout but the connect
   * timeout. To be called once.
   *
   * @return the whole reply, or the fault that kept it from being whole, never {@link
   *     Reply.TimedOut}
   * @throws AbortedException if {@link #abort()} was called, or the client closed, before the reply
   *     was whole
   * @throws InterruptedException if the thread is or was interrupted before the reply was whole,
   *     its interrupt status being cleared then; an interrupt that comes later leaves the reply
   *     alone and the status set
   * @throws IllegalStateException if it was called before, or the client is closed
   */
  public Reply execute() throws AbortedException, InterruptedException {
    if (begun.getAndSet(true)) {
      throw new IllegalStateException("a call is made once");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    PoolEntry<Origin, Connection> entry = client.lease(attempt.origin());
    try (ReplyBuffer buffer = new ReplyBuffer(client.config(), attempt)) {
      return exchange(connection(entry), buffer);
    } catch (FaultException e) {
      return unlessOurs(e.fault());
    } catch (IOException e) {
      return unlessOurs(ReplyFaults.exchange(e));
    } finally {
      if (after == AfterExchange.RESET) {
        handle.abort(); // also what was held when an Error flew past
      }
      client.giveBack(entry, after);
    }
  }

  /**
   * Closes the connection, or gives up making one; does not wait for {@link #execute()} to return.
   * Without effect once that has its reply. May be called from any thread, at any time and again.
   */
  public void abort() {
    handle.abort();
  }

  private Reply exchange(Connection connection, ReplyBuffer buffer)
      throws IOException, FaultException, AbortedException {
    ClassicExchange exchange = new ClassicExchange(connection, client.config(), attempt, buffer);
    Reply reply = exchange.run();
    handle.letGo();
    after = exchange.leavesConnectionUsable() ? AfterExchange.KEEP : AfterExchange.CLOSE;
    return reply;
  }

  private Connection connection(PoolEntry<Origin, Connection> entry)
      throws FaultException, AbortedException, InterruptedException {
    Connection rested = entry.getConnection();
    if (rested != null) {
      handle.hold(() -> rested.close(CloseMode.IMMEDIATE));
      if (!attempt.fresh() && rested.isUsable()) { // CONN-04
        return rested;
      }
      entry.discardConnection(CloseMode.GRACEFUL);
    }
    Connection made = client.connect(attempt.origin(), handle);
    handle.hold(() -> made.close(CloseMode.IMMEDIATE));
    entry.assignConnection(made);
    if (client.isClosed()) {
      throw new AbortedException(); // it may have closed all connections but this one
    }
    return made;
  }

  /** A fault, unless it is but the trace of an abort, an interrupt or the client's end. */
  private Reply unlessOurs(Reply.Fault fault) throws AbortedException, InterruptedException {
    handle.letGo();
    if (client.isClosed()) {
      throw new AbortedException();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return fault;
  }
}
