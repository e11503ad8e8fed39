package dev.fetchfold.reactor;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.LookUp;
import io.netty.channel.Channel;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Asks the configured {@link HostResolver} once for each new connection, for names and literals
 * alike, and the {@link AddressPolicy} about each answer; reactor-netty then connects to what is
 * left, one address after the other.
 */
final class Resolution extends AddressResolverGroup<InetSocketAddress> {
  private final FetcherConfig config;

  /**
   * As many as there are attempts resolving: a resolver may block, and may never return. No pool,
   * which takes a lock where an event loop hands it a task while it is closed.
   */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform()
              .daemon()
              .name("fetchfold-reactor-resolver-", 0)
              .inheritInheritableThreadLocals(false) // FOLD-05
              .factory());

  Resolution(FetcherConfig config) {
    this.config = config;
  }

  /** For whom the next question on its event loop is; interrupted when that channel is closed. */
  void expect(Connection connection) {
    Channel channel = connection.channel();
    ((Resolver) getResolver(channel.eventLoop())).asking = channel;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(executor);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    super.close();
  }

  private List<InetSocketAddress> addresses(InetSocketAddress asked) throws FaultException {
    return LookUp.allowed(config, asked.getHostString()).stream()
        .map(address -> new InetSocketAddress(address, asked.getPort()))
        .toList();
  }

  private final class Resolver extends AbstractAddressResolver<InetSocketAddress> {
    private @Nullable Channel asking;

    Resolver(EventExecutor executor) {
      super(executor, InetSocketAddress.class);
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return false; // SEC-01: a literal is judged too
    }

    @Override
    protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> promise) {
      resolveAll(asked)
          .addListener(
              (FutureListener<List<InetSocketAddress>>)
                  all -> {
                    if (all.isSuccess()) {
                      promise.trySuccess(all.getNow().getFirst());
                    } else {
                      promise.tryFailure(all.cause());
                    }
                  });
    }

    @Override
    protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise) {
      Channel channel = asking;
      asking = null;
      FutureTask<?> task = new FutureTask<>(() -> answer(asked, promise), null);
      try {
        threads.execute(task);
      } catch (RejectedExecutionException e) {
        promise.tryFailure(new ClosedChannelException()); // closed while it was connecting
        return;
      }
      if (channel != null) {
        interruptOnClose(channel, task, promise);
      }
    }

    private void interruptOnClose(Channel channel, Future<?> task, Promise<?> promise) {
      GenericFutureListener<io.netty.util.concurrent.Future<Void>> interrupt =
          closed -> {
            if (promise.tryFailure(new ClosedChannelException())) {
              task.cancel(true);
            }
          };
      channel.closeFuture().addListener(interrupt);
      promise.addListener(answered -> channel.closeFuture().removeListener(interrupt));
    }

    private void answer(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise) {
      try {
        promise.trySuccess(addresses(asked));
      } catch (FaultException refused) {
        promise.tryFailure(refused);
      }
    }
  }
}
