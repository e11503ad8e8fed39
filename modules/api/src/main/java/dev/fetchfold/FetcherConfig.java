package dev.fetchfold;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * How a fetcher behaves. Begin with {@link #defaults()} and change what you need; each setter
 * returns a new configuration and refuses what cannot be meant, naming the option, the value and
 * what was expected (BATCH-06). Durations saturate at about 292 years.
 *
 * @param maxConcurrency attempts in flight over all runs (BOUND-01); 64
 * @param maxPerOrigin attempts in flight per scheme, host and port (BOUND-02); 8
 * @param windowLimit targets of a run taken and not delivered (DEMAND-02); unless set, 1,024 or
 *     four times {@code maxConcurrency}, whichever is more
 * @param maxBodyBytes the largest decoded body (BODY-01); 16 MiB
 * @param maxHeaderBytes the largest header section of a reply; 64 KiB
 * @param connectTimeout for connecting to one address, and for the TLS handshake after it
 *     (TIME-02); 5 s
 * @param attemptTimeout from the grant of the permits to the last byte of the body (TIME-01); 30 s
 * @param idleTimeout after which an unused connection is closed (CONN-02); 30 s
 * @param retry when a request is sent again
 * @param redirects whether redirects are followed
 * @param addresses which addresses may be connected to
 * @param resolver turns names into addresses
 * @param trustManager who vouches for a server's certificate; the JDK's own if empty
 * @param keyManager our certificate, for servers that ask for one; none if empty
 * @param bodies whether the bytes of bodies are kept
 * @param listener hears what happens
 */
public record FetcherConfig(
    int maxConcurrency,
    int maxPerOrigin,
    OptionalInt windowLimit,
    int maxBodyBytes,
    int maxHeaderBytes,
    Duration connectTimeout,
    Duration attemptTimeout,
    Duration idleTimeout,
    RetryPolicy retry,
    RedirectPolicy redirects,
    AddressPolicy addresses,
    HostResolver resolver,
    Optional<X509TrustManager> trustManager,
    Optional<X509ExtendedKeyManager> keyManager,
    Bodies bodies,
    FetchListener listener) {
  private static final FetcherConfig DEFAULTS =
      new FetcherConfig(
          64,
          8,
          OptionalInt.empty(),
          16 << 20,
          64 << 10,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          RetryPolicy.defaults(),
          RedirectPolicy.upTo(5),
          AddressPolicy.any(),
          HostResolver.system(),
          Optional.empty(),
          Optional.empty(),
          Bodies.KEPT,
          FetchListener.none());

  /** Whether the bytes of bodies are kept (BODY-03). */
  public enum Bodies {
    /** The bytes are in the response. */
    KEPT,
    /** Only their number is; {@code maxBodyBytes} holds all the same. */
    COUNTED
  }

  /** Refuses what cannot be meant. */
  public FetcherConfig {
    Checks.atLeast("maxConcurrency", maxConcurrency, 1);
    Checks.atLeast("maxPerOrigin", maxPerOrigin, 1);
    windowLimit.ifPresent(window -> Checks.atLeast("window", window, 1));
    Checks.atLeast("maxBodyBytes", maxBodyBytes, 0);
    Checks.atLeast("maxHeaderBytes", maxHeaderBytes, 256);
    connectTimeout = Checks.positive("connectTimeout", connectTimeout);
    attemptTimeout = Checks.positive("attemptTimeout", attemptTimeout);
    idleTimeout = Checks.positive("idleTimeout", idleTimeout);
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(redirects, "redirects");
    Objects.requireNonNull(addresses, "addresses");
    Objects.requireNonNull(resolver, "resolver");
    Objects.requireNonNull(trustManager, "trustManager");
    Objects.requireNonNull(keyManager, "keyManager");
    Objects.requireNonNull(bodies, "bodies");
    Objects.requireNonNull(listener, "listener");
  }

  /**
   * The defaults of the specification.
   *
   * @return the configuration to begin with
   */
  public static FetcherConfig defaults() {
    return DEFAULTS;
  }

  /**
   * The window of a batch that sets none.
   *
   * @return the limit in targets
   */
  public int window() {
    return windowLimit.orElse(
        (int) Math.min(Integer.MAX_VALUE, Math.max(1024, 4L * maxConcurrency)));
  }

  /**
   * The window that holds for a batch.
   *
   * @param batch the batch
   * @return the batch's own window, else this configuration's
   */
  public int window(Batch batch) {
    return batch.window().orElse(window());
  }

  /**
   * With another bound on attempts in flight.
   *
   * @param maxConcurrency 1 or more
   * @return a new configuration
   */
  public FetcherConfig maxConcurrency(int maxConcurrency) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another bound per origin.
   *
   * @param maxPerOrigin 1 or more
   * @return a new configuration
   */
  public FetcherConfig maxPerOrigin(int maxPerOrigin) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another window per run.
   *
   * @param window 1 or more
   * @return a new configuration
   */
  public FetcherConfig window(int window) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        OptionalInt.of(window),
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another cap on decoded bodies.
   *
   * @param maxBodyBytes in bytes, 0 or more
   * @return a new configuration
   */
  public FetcherConfig maxBodyBytes(int maxBodyBytes) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another cap on a reply's header section.
   *
   * @param maxHeaderBytes in bytes, 256 or more
   * @return a new configuration
   */
  public FetcherConfig maxHeaderBytes(int maxHeaderBytes) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another connect timeout.
   *
   * @param connectTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig connectTimeout(Duration connectTimeout) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another attempt timeout.
   *
   * @param attemptTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig attemptTimeout(Duration attemptTimeout) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another idle timeout.
   *
   * @param idleTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig idleTimeout(Duration idleTimeout) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another retry policy.
   *
   * @param retry the policy
   * @return a new configuration
   */
  public FetcherConfig retry(RetryPolicy retry) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another redirect policy.
   *
   * @param redirects the policy
   * @return a new configuration
   */
  public FetcherConfig redirects(RedirectPolicy redirects) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another address policy.
   *
   * @param addresses the policy
   * @return a new configuration
   */
  public FetcherConfig addresses(AddressPolicy addresses) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another resolver.
   *
   * @param resolver the resolver, which may block
   * @return a new configuration
   */
  public FetcherConfig resolver(HostResolver resolver) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With another judge of certificates; host names are verified all the same (SEC-02). What it
   * throws, an {@code Error} included, is a failure {@code TLS} of the target.
   *
   * @param trustManager asked by {@code checkServerTrusted(chain, authType)}, on threads that do
   *     I/O for others, an {@code X509ExtendedTrustManager} as well
   * @return a new configuration
   */
  public FetcherConfig trustManager(X509TrustManager trustManager) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        Optional.of(trustManager),
        keyManager,
        bodies,
        listener);
  }

  /**
   * With a certificate of ours. What the key manager throws, an {@code Error} included, is a
   * failure {@code TLS} of the target.
   *
   * @param keyManager asked on threads that do I/O for others
   * @return a new configuration
   */
  public FetcherConfig keyManager(X509ExtendedKeyManager keyManager) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        Optional.of(keyManager),
        bodies,
        listener);
  }

  /**
   * With bodies kept or only counted.
   *
   * @param bodies which of the two
   * @return a new configuration
   */
  public FetcherConfig bodies(Bodies bodies) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }

  /**
   * With a listener.
   *
   * @param listener hears what happens
   * @return a new configuration
   */
  public FetcherConfig listener(FetchListener listener) {
    return new FetcherConfig(
        maxConcurrency,
        maxPerOrigin,
        windowLimit,
        maxBodyBytes,
        maxHeaderBytes,
        connectTimeout,
        attemptTimeout,
        idleTimeout,
        retry,
        redirects,
        addresses,
        resolver,
        trustManager,
        keyManager,
        bodies,
        listener);
  }
}
