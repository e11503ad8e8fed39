package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherConfigTest {
  private static final FetcherConfig DEFAULTS = FetcherConfig.defaults();

  /** The defaults are normative. */
  @Test
  void hasTheDefaultsOfTheSpecification() {
    assertEquals(64, DEFAULTS.maxConcurrency());
    assertEquals(8, DEFAULTS.maxPerOrigin());
    assertEquals(OptionalInt.empty(), DEFAULTS.defaultWindow());
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

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal("maxConcurrency is 0, expected 1 or more", c -> c.maxConcurrency(0)),
        refusal("maxPerOrigin is -1, expected 1 or more", c -> c.maxPerOrigin(-1)),
        refusal("defaultWindow is 0, expected 1 or more", c -> c.defaultWindow(0)),
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

  static Stream<Arguments> changes() {
    return Stream.of(
        change("maxConcurrency", c -> c.maxConcurrency(9)),
        change("maxPerOrigin", c -> c.maxPerOrigin(9)),
        change("defaultWindow", c -> c.defaultWindow(9)),
        change("maxBodyBytes", c -> c.maxBodyBytes(9)),
        change("maxHeaderBytes", c -> c.maxHeaderBytes(999)),
        change("connectTimeout", c -> c.connectTimeout(Duration.ofDays(9))),
        change("attemptTimeout", c -> c.attemptTimeout(Duration.ofDays(9))),
        change("idleTimeout", c -> c.idleTimeout(Duration.ofDays(9))),
        change("retry", c -> c.retry(RetryPolicy.none())),
        change("redirects", c -> c.redirects(RedirectPolicy.none())),
        change("addresses", c -> c.addresses(AddressPolicy.publicOnly())),
        change("resolver", c -> c.resolver(host -> List.of())),
        change("trustManager", c -> c.trustManager(trust())),
        change("keyManager", c -> c.keyManager(keys())),
        change("bodies", c -> c.bodies(FetcherConfig.Bodies.COUNTED)),
        change("listener", c -> c.listener(event -> {})));
  }

  private static Arguments change(String option, UnaryOperator<FetcherConfig> change) {
    return Arguments.of(option, change);
  }

  @Test
  void changesEveryOption() {
    assertEquals(
        changes().map(change -> change.get()[0]).sorted().toList(),
        List.copyOf(options(DEFAULTS).keySet()));
  }

  /** Each setter changes what it names, and nothing else. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void changes(String option, UnaryOperator<FetcherConfig> change) {
    FetcherConfig changed = change.apply(DEFAULTS);
    Map<String, Object> before = options(DEFAULTS);
    Map<String, Object> after = options(changed);
    List<String> different =
        before.keySet().stream()
            .filter(name -> !Objects.equals(before.get(name), after.get(name)))
            .toList();
    assertEquals(List.of(option), different);
    assertNotEquals(DEFAULTS, changed);
    assertTrue(changed.toString().contains(option + "=" + after.get(option)), changed::toString);
  }

  /** What the accessors say, by their names. */
  private static Map<String, Object> options(FetcherConfig config) {
    Map<String, Object> options = new TreeMap<>();
    try {
      for (Method method : FetcherConfig.class.getDeclaredMethods()) {
        if (isAccessor(method)) {
          options.put(method.getName(), method.invoke(config));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("accessor", e);
    }
    return options;
  }

  private static boolean isAccessor(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && method.getParameterCount() == 0
        && !Set.of("hashCode", "toString").contains(method.getName());
  }

  private static X509TrustManager trust() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509ExtendedKeyManager keys() {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(null, null);
      return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isAValue() {
    assertEquals(DEFAULTS, DEFAULTS.maxConcurrency(9).maxConcurrency(64));
    assertEquals(DEFAULTS.hashCode(), DEFAULTS.maxConcurrency(9).maxConcurrency(64).hashCode());
    RetryPolicy retry = RetryPolicy.defaults();
    assertEquals(retry, retry.maxAttempts(9).maxAttempts(3));
    assertEquals(retry.hashCode(), retry.maxAttempts(9).maxAttempts(3).hashCode());
    assertNotEquals(retry, retry.maxAttempts(9));
  }

  @Test
  void showsItsOptionsInOrder() {
    String begin = "FetcherConfig[maxConcurrency=64, maxPerOrigin=8, defaultWindow=";
    assertTrue(DEFAULTS.toString().startsWith(begin), DEFAULTS::toString);
    RetryPolicy retry = RetryPolicy.defaults().reasons(Set.of(Reason.TLS)).statuses(Set.of(500));
    assertEquals(
        "RetryPolicy[maxAttempts=3, base=PT0.2S, cap=PT5S, retryAfterCap=PT30S, reasons=[TLS],"
            + " statuses=[500], random="
            + retry.random()
            + "]",
        retry.toString());
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
