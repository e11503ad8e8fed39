package dev.fetchfold.httpcore5;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.policy.WireFaults;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
  private final HostResolver resolver;
  private final AddressPolicy policy;
  private final Set<Runnable> givingUp = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Names(FetcherConfig config) {
    resolver = config.resolver();
    policy = config.addresses();
  }

  /** The allowed addresses of a host, one or more, in the resolver's order. */
  List<InetAddress> addresses(String host, AbortHandle handle)
      throws NoConnectionException, AbortedException, InterruptedException {
    FutureTask<List<InetAddress>> lookUp = new FutureTask<>(() -> allowed(resolve(host)));
    Runnable giveUp = () -> lookUp.cancel(true);
    try {
      handle.hold(giveUp);
      start(lookUp, giveUp);
      return lookUp.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NoConnectionException none
          ? none
          : new NoConnectionException(WireFaults.unresolved(e.getCause())); // FOLD-02
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

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = List.copyOf(resolver.resolve(host));
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  private List<InetAddress> allowed(List<InetAddress> addresses) throws NoConnectionException {
    List<InetAddress> allowed;
    try {
      allowed = addresses.stream().filter(policy::allows).toList();
    } catch (Throwable thrown) { // a policy that fails allows nothing
      throw new NoConnectionException(WireFaults.forbidden(thrown));
    }
    if (allowed.isEmpty()) {
      throw new NoConnectionException(WireFaults.forbidden(null));
    }
    return allowed;
  }

  /** Gives up the look-ups under way; one inside the system's resolver outlives this. */
  @Override
  public void close() {
    closed = true;
    givingUp.forEach(Runnable::run);
  }
}
