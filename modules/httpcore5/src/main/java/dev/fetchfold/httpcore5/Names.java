package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.WireFaults;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.LookUp;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * From a host to the addresses that may be connected to, asked once per connection and for literals
 * too (SEC-01).
 *
 * <p>Each look-up has a virtual thread of its own, which the caller's resolver and policy may block
 * or leave interrupted: the JDK's resolver cannot be interrupted, and an attempt must end in time
 * and when aborted nevertheless. A look-up that nobody waits for any more is interrupted, and
 * otherwise left to end as the system lets it; meanwhile the JDK lends the other virtual threads a
 * further carrier, up to {@code jdk.virtualThreadScheduler.maxPoolSize}.
 */
final class Names implements AutoCloseable {
  private final FetcherConfig config;
  private final Set<Runnable> givingUp = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Names(FetcherConfig config) {
    this.config = config;
  }

  /** The allowed addresses of a host, one or more, in the resolver's order. */
  List<InetAddress> addresses(String host, AbortHandle handle)
      throws FaultException, AbortedException, InterruptedException {
    FutureTask<List<InetAddress>> lookUp = new FutureTask<>(() -> LookUp.allowed(config, host));
    Runnable giveUp = () -> lookUp.cancel(true);
    try {
      handle.hold(giveUp);
      start(lookUp, giveUp);
      return lookUp.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FaultException none
          ? none
          : new FaultException(WireFaults.unresolved(e.getCause())); // FOLD-02
    } catch (CancellationException e) {
      throw new AbortedException();
    } finally {
      giveUp.run(); // where we were interrupted; an answer that came is not affected
      givingUp.remove(giveUp);
    }
  }

  private void start(Runnable lookUp, Runnable giveUp) {
    givingUp.add(giveUp);
    if (closed) {
      giveUp.run();
    }
    Thread.ofVirtual()
        .name("fetchfold-httpcore5-names")
        .inheritInheritableThreadLocals(false) // FOLD-05
        .start(lookUp);
  }

  /** Gives up the look-ups under way; one inside the system's resolver outlives this. */
  @Override
  public void close() {
    closed = true;
    givingUp.forEach(Runnable::run);
  }
}
