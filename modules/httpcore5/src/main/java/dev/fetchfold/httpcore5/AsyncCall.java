package dev.fetchfold.httpcore5;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.url.Origin;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.jspecify.annotations.Nullable;

/** One attempt, made once, without a thread that waits for it; any thread can abort it. */
public final class AsyncCall {
  private static final System.Logger LOG = System.getLogger(AsyncCall.class.getName());

  private final AsyncClient client;
  private final Attempt attempt;
  private final AbortHandle handle = new AbortHandle();
  private final AtomicBoolean begun = new AtomicBoolean();

  AsyncCall(AsyncClient client, Attempt attempt) {
    this.client = client;
    this.attempt = attempt;
  }

  /**
   * Sends the request and receives its reply; there is no timeout but the connect timeout. Does not
   * block. To be called once.
   *
   * @param onReply called once, unless the call is aborted before: with the whole reply, or the
   *     fault that kept it from being whole, never {@link Reply.TimedOut}; on an I/O thread, when
   *     the connection is back in its pool or closed (CONN-01); on a virtual thread where no
   *     connection was made; or on the thread that closes the client. Must not block, nor throw
   * @throws IllegalStateException if it was called before, or the client is closed
   */
  public void execute(Consumer<Reply> onReply) {
    if (begun.getAndSet(true)) {
      throw new IllegalStateException("a call is made once");
    }
    client.open(new Course(onReply)).begin();
  }

  /**
   * Closes the connection, or gives up making one; does not wait. Without effect once the reply has
   * come. May be called from any thread, at any time and again.
   */
  public void abort() {
    handle.abort();
  }

  /** From a place in the pool to the reply. */
  final class Course implements AsyncExchange.End {
    private final Consumer<Reply> onReply;

    @SuppressWarnings("NullAway.Init") // set before it begins
    private PoolEntry<Origin, AsyncConnection> entry;

    private @Nullable ReplyBuffer buffer;
    private boolean rested;

    private Course(Consumer<Reply> onReply) {
      this.onReply = onReply;
    }

    Origin origin() {
      return attempt.origin();
    }

    void take(PoolEntry<Origin, AsyncConnection> place) {
      entry = place;
    }

    private void begin() {
      AsyncConnection present = entry.getConnection();
      if (present != null && present.isUsable() && !attempt.fresh()) { // CONN-04
        rested = true;
        exchange(present);
      } else {
        connectAnew(CloseMode.GRACEFUL);
      }
    }

    private void connectAnew(CloseMode mode) {
      rested = false;
      entry.discardConnection(mode);
      client.start(this::connect);
    }

    private void connect() {
      try {
        AsyncConnection made = client.connect(attempt.origin(), handle);
        entry.assignConnection(made);
        exchange(made);
      } catch (FaultException e) {
        ended(e.fault(), AfterExchange.RESET);
      } catch (AbortedException e) {
        client.leave(this, entry, AfterExchange.RESET);
      } catch (Throwable t) { // nobody else would tell of it
        ended(WireFaults.unconnected(t), AfterExchange.RESET);
      }
    }

    private void exchange(AsyncConnection connection) {
      try {
        handle.hold(() -> connection.close(CloseMode.IMMEDIATE));
      } catch (AbortedException e) {
        client.leave(this, entry, AfterExchange.RESET);
        return;
      }
      ReplyBuffer mine = new ReplyBuffer(client.config(), attempt);
      buffer = mine;
      connection.begin(new AsyncExchange(client.config(), attempt, mine, this));
    }

    @Override
    public void ended(Reply reply, AfterExchange after) {
      release();
      try {
        handle.letGo();
      } catch (AbortedException e) {
        client.leave(this, entry, AfterExchange.RESET); // CANCEL-06
        return;
      }
      client.leave(this, entry, after);
      tell(reply);
    }

    /** Nothing was sent: a connection that ended while it rested is replaced, which is no retry. */
    @Override
    public void neverBegun() {
      release();
      if (rested && !handle.isAborted()) {
        connectAnew(CloseMode.IMMEDIATE);
      } else {
        ended(disconnected("The connection ended before the request"), AfterExchange.RESET);
      }
    }

    /** The client is closed: nothing else will come. */
    void closed() {
      if (handle.abort()) {
        tell(disconnected("The client was closed"));
      }
    }

    /** What it throws would end the I/O thread, which others need. */
    private void tell(Reply reply) {
      try {
        onReply.accept(reply);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "the receiver of a reply threw", t);
      }
    }

    private void release() {
      ReplyBuffer last = buffer;
      buffer = null;
      if (last != null) {
        last.close(); // BODY-04
      }
    }
  }

  private static Reply.Fault disconnected(String why) {
    return WireFaults.disconnected(new ConnectionClosedException(why));
  }
}
