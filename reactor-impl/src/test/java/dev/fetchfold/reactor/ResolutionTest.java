package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What connections are told that ask when the fetcher is being closed. */
class ResolutionTest {
  @Test
  void whoAsksAfterTheEndIsToldSo() {
    Resolution resolution = new Resolution(FetcherConfig.defaults());
    AddressResolver<InetSocketAddress> resolver =
        resolution.getResolver(ImmediateEventExecutor.INSTANCE);
    resolution.close();
    Future<List<InetSocketAddress>> answer =
        resolver.resolveAll(InetSocketAddress.createUnresolved("late.test", 80));
    assertInstanceOf(ClosedChannelException.class, answer.cause());
  }
}
