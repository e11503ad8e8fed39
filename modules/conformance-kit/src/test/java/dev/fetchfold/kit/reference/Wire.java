package dev.fetchfold.kit.reference;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.url.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request and its reply, blocking; and the connections that rest between two of them. */
final class Wire implements AutoCloseable {
  private final FetcherConfig config;
  private final Alarms alarms;
  private final Dialer dialer;
  private final Faults faults;
  private final Map<Origin, Deque<Resting>> resting = new HashMap<>();

  /** Of a fault only: what the collector would close is not left to it. */
  private final Queue<FutureTask<Connection>> apart = new ConcurrentLinkedQueue<>();

  Wire(FetcherConfig config, Alarms alarms, Faults faults) {
    this.config = config;
    this.faults = faults;
    this.alarms = alarms;
    this.dialer = new Dialer(config, alarms, faults);
  }

  /** A connection nobody uses, and what closes it when that has lasted too long. */
  private record Resting(Connection connection, Alarms.Alarm alarm) {}

  /**
   * Sends the request and receives its reply. Interrupting the virtual thread closes the
   * connection, whatever it is doing, and is thrown (CANCEL-03).
   */
  Reply send(Attempt attempt, Optional<Limits.Allowance> perRead) throws InterruptedException {
    Reply reply = sendOnce(attempt, perRead);
    return reply instanceof Reply.Fault fault
            && fault.reason() == Reason.DISCONNECTED
            && faults.has(Fault.TRANSPORT_REPLAYS) // RETRY-01
        ? sendOnce(attempt, perRead)
        : reply;
  }

  private Reply sendOnce(Attempt attempt, Optional<Limits.Allowance> perRead)
      throws InterruptedException {
    Connection connection = null;
    Connection spoilt = null; // CANCEL-06: whatever has not come to its end
    try (ReplyBuffer buffer = new ReplyBuffer(config, attempt)) {
      connection = mayRest(attempt) ? rested(attempt.origin()) : null;
      if (connection == null) {
        connection = dialed(attempt.origin());
      }
      spoilt = connection;
      if (perRead.isPresent()) {
        connection.timeOutPerRead(perRead.get().duration());
      }
      Reply reply = connection.exchange(attempt, buffer);
      spoilt = null;
      rest(attempt.origin(), connection);
      return reply;
    } catch (Dialer.Unreachable e) {
      return unlessInterrupted(e.fault());
    } catch (FaultException e) {
      if (faults.has(Fault.HEADER_CHECKSUM_IS_NOT_READ)) { // BODY-02
        return new Reply.Received(200, Headers.empty(), Body.empty());
      }
      return unlessInterrupted(e.fault());
    } catch (SocketTimeoutException e) { // only where reads have one
      if (spoilt != null && faults.has(Fault.TIMED_OUT_CONNECTION_IS_KEPT)) { // CANCEL-06
        rest(attempt.origin(), spoilt);
        spoilt = null;
      }
      return new Reply.TimedOut(perRead.orElseThrow().limit());
    } catch (IOException e) {
      return unlessInterrupted(fault(e));
    } finally {
      if (spoilt != null) {
        spoilt.reset();
      }
    }
  }

  private Connection dialed(Origin origin) throws Dialer.Unreachable, InterruptedException {
    return faults.has(Fault.UNWANTED_CONNECTION_STAYS) // CANCEL-03
        ? dialedApart(origin)
        : dialer.dial(origin);
  }

  /** Where only the waiting ends, the connection is made for nobody. */
  private Connection dialedApart(Origin origin) throws Dialer.Unreachable, InterruptedException {
    FutureTask<Connection> dial = new FutureTask<>(() -> dialer.dial(origin));
    apart.add(dial);
    Thread.ofVirtual().name("reference-dial").start(dial);
    try {
      return dial.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Dialer.Unreachable unreachable) {
        throw unreachable;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Whether a connection will do that was used before. */
  private boolean mayRest(Attempt attempt) {
    return !attempt.fresh() || faults.has(Fault.RETRY_TAKES_AN_IDLE_CONNECTION); // CONN-04
  }

  private static Reply unlessInterrupted(Reply.Fault fault) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return fault;
  }

  /** OUT-03, by what was thrown once there was a connection. */
  private static Reply.Fault fault(IOException thrown) {
    return switch (thrown) {
      case ProtocolException e -> WireFaults.invalid(e);
      case SSLException e -> hasEnded(e) ? WireFaults.disconnected(e) : WireFaults.sessionEnded(e);
      default -> WireFaults.disconnected(thrown);
    };
  }

  /** JSSE wraps the end of the connection in an exception of its own. */
  private static boolean hasEnded(SSLException thrown) {
    Throwable cause = thrown.getCause();
    return cause instanceof SocketException || cause instanceof EOFException;
  }

  private @Nullable Connection rested(Origin origin) {
    Optional<Resting> next = poll(origin);
    while (next.isPresent()) {
      next.get().alarm().close(); // without our lock, which its action takes
      Connection connection = next.get().connection();
      boolean sound = connection.isUsable() && connection.isAlive();
      if (sound || faults.has(Fault.REST_IS_NOT_WATCHED)) { // SEC-06
        return connection; // CONN-01
      }
      connection.close();
      next = poll(origin);
    }
    return null;
  }

  private synchronized Optional<Resting> poll(Origin origin) {
    Deque<Resting> line = resting.get(origin);
    Optional<Resting> last = Optional.ofNullable(line).map(Deque::pollLast);
    forgetIfEmpty(origin);
    return last;
  }

  private void rest(Origin origin, Connection connection) {
    if (!connection.isUsable()) {
      connection.close();
      return;
    }
    synchronized (this) {
      long nanos =
          faults.has(Fault.IDLE_CONNECTIONS_STAY) ? Long.MAX_VALUE : config.idleTimeout().toNanos();
      Alarms.Alarm alarm = alarms.in(nanos, () -> expire(origin, connection)); // CONN-02
      Deque<Resting> line = resting.computeIfAbsent(origin, key -> new ArrayDeque<>());
      line.add(new Resting(connection, alarm));
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very connection
  private synchronized void expire(Origin origin, Connection connection) {
    if (faults.has(Fault.ORIGINS_ARE_REMEMBERED)) { // BOUND-08
      connection.close();
      return;
    }
    Deque<Resting> line = resting.get(origin);
    boolean stays = faults.has(Fault.LAST_CONNECTION_OF_AN_ORIGIN_STAYS); // BOUND-08
    if (line != null && !stays && line.removeIf(rested -> rested.connection() == connection)) {
      connection.close();
      forgetIfEmpty(origin);
    }
  }

  private void forgetIfEmpty(Origin origin) {
    resting.computeIfPresent(origin, (key, line) -> line.isEmpty() ? null : line); // BOUND-08
  }

  /** Closes every connection; to be called when nobody sends any more. */
  @Override
  public synchronized void close() {
    if (faults.has(Fault.CONNECTIONS_OUTLIVE_CLOSE)) { // CLOSE-02
      return;
    }
    resting.values().forEach(line -> line.forEach(rested -> rested.connection().close()));
    resting.clear();
  }
}
