package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherConfigTest {
  private static final FetcherConfig DEFAULTS = FetcherConfig.defaults();

  /** The defaults are normative. */
  @Test
  void hasTheDefaultsOfTheSpecification() {
    assertEquals(64, DEFAULTS.maxConcurrency());
    assertEquals(8, DEFAULTS.maxPerOrigin());
    assertEquals(OptionalInt.empty(), DEFAULTS.windowLimit());
    assertEquals(1_024, DEFAULTS.window());
    assertEquals(16 * 1_024 * 1_024, DEFAULTS.maxBodyBytes());
    assertEquals(64 * 1_024, DEFAULTS.maxHeaderBytes());
    assertEquals(Duration.ofSeconds(5), DEFAULTS.connectTimeout());
    assertEquals(Duration.ofSeconds(30), DEFAULTS.attemptTimeout());
    assertEquals(Duration.ofSeconds(30), DEFAULTS.idleTimeout());
    assertEquals(RetryPolicy.defaults(), DEFAULTS.retry());
    assertEquals(RedirectPolicy.upTo(5), DEFAULTS.redirects());
    assertEquals(FetcherConfig.Bodies.KEPT, DEFAULTS.bodies());
    assertSame(FetchListener.none(), DEFAULTS.listener());
    assertTrue(DEFAULTS.addresses().allows(InetAddress.getLoopbackAddress()));
  }

  @ParameterizedTest
  @CsvSource({"1, 1024", "256, 1024", "257, 1028", "1000, 4000", "2147483647, 2147483647"})
  void hasAWindowInProportion(int maxConcurrency, int window) {
    assertEquals(window, DEFAULTS.maxConcurrency(maxConcurrency).window());
    assertEquals(3, DEFAULTS.maxConcurrency(maxConcurrency).window(3).window());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal("maxConcurrency is 0, expected 1 or more", c -> c.maxConcurrency(0)),
        refusal("maxPerOrigin is -1, expected 1 or more", c -> c.maxPerOrigin(-1)),
        refusal("window is 0, expected 1 or more", c -> c.window(0)),
        refusal("maxBodyBytes is -1, expected 0 or more", c -> c.maxBodyBytes(-1)),
        refusal("maxHeaderBytes is 255, expected 256 or more", c -> c.maxHeaderBytes(255)),
        refusal(
            "connectTimeout is PT0S, expected a duration of more than zero",
            c -> c.connectTimeout(Duration.ZERO)),
        refusal(
            "attemptTimeout is PT-1S, expected a duration of more than zero",
            c -> c.attemptTimeout(Duration.ofSeconds(-1))),
        refusal(
            "idleTimeout is PT0S, expected a duration of more than zero",
            c -> c.idleTimeout(Duration.ZERO)),
        refusal(
            "maxAttempts is 0, expected 1 or more",
            c -> c.retry(RetryPolicy.defaults().maxAttempts(0))),
        refusal(
            "maxAttempts is 101, expected 100 or less",
            c -> c.retry(RetryPolicy.defaults().maxAttempts(101))),
        refusal(
            "base is PT-1S, expected a duration of zero or more",
            c -> c.retry(c.retry().backoff(Duration.ofSeconds(-1), Duration.ZERO))),
        refusal(
            "cap is PT-1S, expected a duration of zero or more",
            c -> c.retry(c.retry().backoff(Duration.ZERO, Duration.ofSeconds(-1)))),
        refusal(
            "retryAfterCap is PT-1S, expected a duration of zero or more",
            c -> c.retry(c.retry().retryAfterCap(Duration.ofSeconds(-1)))),
        refusal(
            "maxRedirects is 0, expected 1 to 100, or RedirectPolicy.none()",
            c -> c.redirects(RedirectPolicy.upTo(0))),
        refusal(
            "maxRedirects is 101, expected 1 to 100, or RedirectPolicy.none()",
            c -> c.redirects(RedirectPolicy.upTo(101))));
  }

  private static Arguments refusal(String message, UnaryOperator<FetcherConfig> change) {
    return Arguments.of(message, change);
  }

  /** BATCH-06: the option, the value, what was expected. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String message, UnaryOperator<FetcherConfig> change) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> change.apply(DEFAULTS));
    assertEquals(message, refused.getMessage());
  }

  /** Each setter changes what it names, and nothing else. */
  @Test
  void changesOneThingAtATime() {
    changes(0, DEFAULTS.maxConcurrency(9));
    changes(1, DEFAULTS.maxPerOrigin(9));
    changes(2, DEFAULTS.window(9));
    changes(3, DEFAULTS.maxBodyBytes(9));
    changes(4, DEFAULTS.maxHeaderBytes(999));
    changes(5, DEFAULTS.connectTimeout(Duration.ofDays(9)));
    changes(6, DEFAULTS.attemptTimeout(Duration.ofDays(9)));
    changes(7, DEFAULTS.idleTimeout(Duration.ofDays(9)));
    changes(8, DEFAULTS.retry(RetryPolicy.none()));
    changes(9, DEFAULTS.redirects(RedirectPolicy.none()));
    changes(10, DEFAULTS.addresses(AddressPolicy.publicOnly()));
    changes(11, DEFAULTS.resolver(host -> List.of()));
    changes(14, DEFAULTS.bodies(FetcherConfig.Bodies.COUNTED));
    changes(15, DEFAULTS.listener(event -> {}));
  }

  private static void changes(int component, FetcherConfig changed) {
    int[] different =
        IntStream.range(0, FetcherConfig.class.getRecordComponents().length)
            .filter(i -> !component(DEFAULTS, i).equals(component(changed, i)))
            .toArray();
    assertEquals(List.of(component), IntStream.of(different).boxed().toList());
  }

  private static Object component(FetcherConfig config, int i) {
    try {
      return FetcherConfig.class.getRecordComponents()[i].getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("record component", e);
    }
  }

  @Test
  void saturatesDurations() {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    Duration longer = longest.plusNanos(1);
    assertEquals(longest, DEFAULTS.connectTimeout(longer).connectTimeout());
    assertEquals(longest, DEFAULTS.attemptTimeout(longer).attemptTimeout());
    assertEquals(longest, DEFAULTS.idleTimeout(longer).idleTimeout());
    RetryPolicy retry = RetryPolicy.defaults().backoff(longer, longer).retryAfterCap(longer);
    assertEquals(longest, retry.base());
    assertEquals(longest, retry.cap());
    assertEquals(longest, retry.retryAfterCap());
  }

  @Test
  void hasTheRetriesOfTheSpecification() {
    RetryPolicy retry = RetryPolicy.defaults();
    assertEquals(3, retry.maxAttempts());
    assertEquals(Duration.ofMillis(200), retry.base());
    assertEquals(Duration.ofSeconds(5), retry.cap());
    assertEquals(Duration.ofSeconds(30), retry.retryAfterCap());
    assertEquals(EnumSet.of(Reason.CONNECT, Reason.DISCONNECTED, Reason.TIMEOUT), retry.reasons());
    assertEquals(Set.of(429, 502, 503, 504), retry.statuses());
    assertEquals(1, RetryPolicy.none().maxAttempts());
    double drawn = retry.random().getAsDouble();
    assertTrue(drawn >= 0 && drawn < 1);
  }

  @Test
  void copiesWhatIsRetried() {
    EnumSet<Reason> reasons = EnumSet.of(Reason.TLS);
    RetryPolicy retry = RetryPolicy.defaults().reasons(reasons).statuses(Set.of(500));
    reasons.clear();
    assertEquals(Set.of(Reason.TLS), retry.reasons());
    assertEquals(Set.of(500), retry.statuses());
    assertThrows(UnsupportedOperationException.class, () -> retry.reasons().clear());
  }

  /** SEC-01. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
  void refusesAddressesThatAreNotPublic(String address) throws UnknownHostException {
    InetAddress literal = InetAddress.getByName(address);
    assertFalse(AddressPolicy.publicOnly().allows(literal));
    assertTrue(AddressPolicy.any().allows(literal));
  }

  @Test
  void knowsNoEngineThatIsNotThere() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Fetchers.open("nonesuch"));
    assertEquals(
        "engine is \"nonesuch\", expected one on the class path: there is none, add for example"
            + " fetchfold-virtual",
        refused.getMessage());
    assertEquals(List.of(), Fetchers.names());
  }
}
