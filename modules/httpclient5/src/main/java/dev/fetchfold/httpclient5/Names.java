package dev.fetchfold.httpclient5;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * From a host to the addresses that may be connected to, asked once per connection and for literals
 * too (SEC-01).
 *
 * <p>On daemon threads of its own: the JDK's resolver cannot be interrupted, and an attempt must
 * end in time and when aborted nevertheless. A look-up that nobody waits for any more is
 * interrupted and otherwise left to end as the system lets it.
 */
final class Names implements AutoCloseable {
  /** Look-ups at a time; look-ups that were given up count until they end. */
  private static final int MOST_THREADS = 256;

  private final HostResolver resolver;
  private final AddressPolicy policy;
  private final ThreadPoolExecutor threads;

  Names(FetcherConfig config) {
    resolver = config.resolver();
    policy = config.addresses();
    int most = Math.min(config.maxConcurrency(), MOST_THREADS);
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name("fetchfold-names-", 0)
                .inheritInheritableThreadLocals(false) // FOLD-05
                .factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** The allowed addresses of a host, one or more, in the resolver's order. */
  List<InetAddress> addresses(String host, Grip grip)
      throws NoConnectionException, AbortedException, InterruptedException {
    FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> resolve(host));
    try {
      grip.hold(() -> answer.cancel(true));
      threads.execute(answer);
      return allowed(host, answer.get());
    } catch (ExecutionException e) {
      throw new NoConnectionException(ReplyFaults.unresolved(host, cause(e))); // FOLD-02
    } catch (CancellationException | RejectedExecutionException e) {
      throw new AbortedException();
    } finally {
      answer.cancel(true); // no effect on an answer that came
    }
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = List.copyOf(resolver.resolve(host));
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  private List<InetAddress> allowed(String host, List<InetAddress> addresses)
      throws NoConnectionException {
    List<InetAddress> allowed = addresses.stream().filter(policy::allows).toList();
    if (allowed.isEmpty()) {
      throw new NoConnectionException(ReplyFaults.forbidden(host));
    }
    return allowed;
  }

  private static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  /** Interrupts the look-ups under way; one inside the system's resolver outlives this. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(Names::cancel);
  }

  private static void cancel(Runnable queued) {
    if (queued instanceof Future<?> answer) {
      answer.cancel(true);
    }
  }
}
