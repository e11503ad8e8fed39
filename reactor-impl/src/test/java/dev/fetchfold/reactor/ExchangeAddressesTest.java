package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** Which addresses are asked for, judged and tried (SEC-01, CONN-03). */
final class ExchangeAddressesTest extends Exchanges {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1", "http://[::1]", "http://localhost"})
  void aLiteralIsJudgedLikeAName(String origin) throws Exception {
    Exchange exchange = open(FetcherConfig.defaults().addresses(AddressPolicy.publicOnly()));
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      assertReason(
          Reason.FORBIDDEN_ADDRESS,
          fault(exchange, SampleAttempts.get(origin + ":" + server.port() + "/")));
      assertEquals(0, server.unseen());
    }
  }

  @Test
  void theAnswerThatWasJudgedIsTheOneConnectedTo() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(host -> List.of(asked.getAndIncrement() == 0 ? loopback(2) : loopback(1)))
            .addresses(address -> !address.equals(LOOPBACK));
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      String url = "http://rebinding.test:" + server.port() + "/";
      assertReason(Reason.CONNECT, fault(exchange, SampleAttempts.get(url)));
      assertEquals(1, asked.get());
      assertReason(Reason.FORBIDDEN_ADDRESS, fault(exchange, SampleAttempts.get(url)));
      assertEquals(0, server.unseen());
    }
  }

  @Test
  void everyAddressIsTriedInOrder() throws Exception {
    Queue<InetAddress> judged = new ConcurrentLinkedQueue<>();
    List<InetAddress> addresses = List.of(loopback(2), loopback(3), loopback(4), LOOPBACK);
    FetcherConfig config =
        FetcherConfig.defaults()
            .resolver(host -> addresses)
            .addresses(
                address -> {
                  judged.add(address);
                  return !address.equals(addresses.get(1));
                });
    Exchange exchange = open(config);
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      received(exchange, SampleAttempts.get("http://many.test:" + server.port() + "/"));
      assertEquals(addresses, List.copyOf(judged));
      assertEquals(1, server.link().unseenHeads());
    }
  }

  @Test
  void theLastAddressDecidesTheReason() {
    Exchange exchange =
        open(
            FetcherConfig.defaults()
                .resolver(host -> List.of(loopback(2), loopback(3), loopback(4))));
    assertReason(Reason.CONNECT, fault(exchange, SampleAttempts.get("http://closed.test:1/")));
  }

  @Test
  void aNameIsResolvedOncePerConnection() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Exchange exchange =
        open(
            FetcherConfig.defaults()
                .resolver(
                    host -> {
                      asked.incrementAndGet();
                      return List.of(LOOPBACK);
                    }));
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      for (int i = 0; i < 5; i++) {
        received(exchange, SampleAttempts.get("http://once.test:" + server.port() + "/"));
      }
      assertEquals(1, asked.get());
    }
  }

  @Test
  void aResolverMayBlock() throws Exception {
    Queue<Boolean> nonBlocking = new ConcurrentLinkedQueue<>();
    Exchange exchange =
        open(
            FetcherConfig.defaults()
                .resolver(
                    host -> {
                      nonBlocking.add(Schedulers.isInNonBlockingThread());
                      return List.of(LOOPBACK);
                    }));
    try (RawServer server = RawServer.start(RawServer.always(OK))) {
      exchange
          .send(SampleAttempts.get("http://a.test:" + server.port() + "/"))
          .then(exchange.send(SampleAttempts.get("http://b.test:" + server.port() + "/")))
          .block(Watchdog.TIME);
      assertEquals(List.of(false, false), List.copyOf(nonBlocking));
      assertFalse(nonBlocking.isEmpty());
    }
  }

  private static InetAddress loopback(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }
}
