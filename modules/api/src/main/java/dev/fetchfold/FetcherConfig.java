package dev.fetchfold;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * How a fetcher behaves. Begin with {@link #defaults()} and change what you need; each setter
 * returns a new configuration and refuses what cannot be meant, naming the option, the value and
 * what was expected (BATCH-06). Durations saturate at about 292 years.
 */
public final class FetcherConfig {
  private static final FetcherConfig DEFAULTS = new FetcherConfig(new Options());

  private final Options options;

  private FetcherConfig(Options options) {
    this.options = options;
  }

  /** Every option with its default. */
  private static final class Options extends Parts<Options> {
    private int maxConcurrency = 64;
    private int maxPerOrigin = 8;
    private OptionalInt defaultWindow = OptionalInt.empty();
    private long maxBodyBytes = 16 << 20;
    private int maxHeaderBytes = 64 << 10;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration attemptTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private RetryPolicy retry = RetryPolicy.defaults();
    private RedirectPolicy redirects = RedirectPolicy.upTo(5);
    private AddressPolicy addresses = AddressPolicy.any();
    private HostResolver resolver = HostResolver.system();
    private Optional<X509TrustManager> trustManager = Optional.empty();
    private Optional<X509ExtendedKeyManager> keyManager = Optional.empty();
    private Bodies bodies = Bodies.KEPT;
    private FetchListener listener = FetchListener.none();

    /** What values are compared by and shown as: every option, in order. */
    private List<Map.Entry<String, Object>> all() {
      return List.of(
          entry("maxConcurrency", maxConcurrency),
          entry("maxPerOrigin", maxPerOrigin),
          entry("defaultWindow", defaultWindow),
          entry("maxBodyBytes", maxBodyBytes),
          entry("maxHeaderBytes", maxHeaderBytes),
          entry("connectTimeout", connectTimeout),
          entry("attemptTimeout", attemptTimeout),
          entry("idleTimeout", idleTimeout),
          entry("retry", retry),
          entry("redirects", redirects),
          entry("addresses", addresses),
          entry("resolver", resolver),
          entry("trustManager", trustManager),
          entry("keyManager", keyManager),
          entry("bodies", bodies),
          entry("listener", listener));
    }
  }

  /** Whether the bytes of bodies are kept (BODY-03). */
  public enum Bodies {
    /** The bytes are in the response. */
    KEPT,
    /** Only their number is; {@code maxBodyBytes} holds all the same. */
    COUNTED
  }

  /**
   * The defaults of the specification.
   *
   * @return the configuration to begin with
   */
  public static FetcherConfig defaults() {
    return DEFAULTS;
  }

  private FetcherConfig with(Consumer<Options> change) {
    return new FetcherConfig(options.with(change));
  }

  /**
   * With another bound on attempts in flight.
   *
   * @param maxConcurrency 1 or more
   * @return a new configuration
   */
  public FetcherConfig maxConcurrency(int maxConcurrency) {
    return with(to -> to.maxConcurrency = Checks.atLeast("maxConcurrency", maxConcurrency, 1));
  }

  /**
   * With another bound per origin.
   *
   * @param maxPerOrigin 1 or more
   * @return a new configuration
   */
  public FetcherConfig maxPerOrigin(int maxPerOrigin) {
    return with(to -> to.maxPerOrigin = Checks.atLeast("maxPerOrigin", maxPerOrigin, 1));
  }

  /**
   * With another window for batches that set none. It is no limit to {@link Batch#window(int)},
   * which holds in its place where it is set.
   *
   * @param targets how many may be taken and not delivered, 1 or more
   * @return a new configuration
   */
  public FetcherConfig defaultWindow(int targets) {
    return with(
        to -> to.defaultWindow = OptionalInt.of(Checks.atLeast("defaultWindow", targets, 1)));
  }

  /**
   * With another cap on decoded bodies, for targets that set none ({@link
   * Target#maxBodyBytes(long)}). A body that is kept has to fit an array and is below 2 GiB,
   * whatever the cap.
   *
   * @param maxBodyBytes in bytes, 0 or more
   * @return a new configuration
   */
  public FetcherConfig maxBodyBytes(long maxBodyBytes) {
    return with(to -> to.maxBodyBytes = Checks.atLeast("maxBodyBytes", maxBodyBytes, 0));
  }

  /**
   * With another cap on a reply's header section.
   *
   * @param maxHeaderBytes in bytes, 256 or more
   * @return a new configuration
   */
  public FetcherConfig maxHeaderBytes(int maxHeaderBytes) {
    return with(to -> to.maxHeaderBytes = Checks.atLeast("maxHeaderBytes", maxHeaderBytes, 256));
  }

  /**
   * With another connect timeout.
   *
   * @param connectTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig connectTimeout(Duration connectTimeout) {
    return with(to -> to.connectTimeout = Checks.positive("connectTimeout", connectTimeout));
  }

  /**
   * With another attempt timeout.
   *
   * @param attemptTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig attemptTimeout(Duration attemptTimeout) {
    return with(to -> to.attemptTimeout = Checks.positive("attemptTimeout", attemptTimeout));
  }

  /**
   * With another idle timeout.
   *
   * @param idleTimeout more than zero
   * @return a new configuration
   */
  public FetcherConfig idleTimeout(Duration idleTimeout) {
    return with(to -> to.idleTimeout = Checks.positive("idleTimeout", idleTimeout));
  }

  /**
   * With another retry policy.
   *
   * @param retry the policy
   * @return a new configuration
   */
  public FetcherConfig retry(RetryPolicy retry) {
    return with(to -> to.retry = Objects.requireNonNull(retry, "retry"));
  }

  /**
   * With another redirect policy.
   *
   * @param redirects the policy
   * @return a new configuration
   */
  public FetcherConfig redirects(RedirectPolicy redirects) {
    return with(to -> to.redirects = Objects.requireNonNull(redirects, "redirects"));
  }

  /**
   * With another address policy.
   *
   * @param addresses the policy
   * @return a new configuration
   */
  public FetcherConfig addresses(AddressPolicy addresses) {
    return with(to -> to.addresses = Objects.requireNonNull(addresses, "addresses"));
  }

  /**
   * With another resolver.
   *
   * @param resolver the resolver, which may block
   * @return a new configuration
   */
  public FetcherConfig resolver(HostResolver resolver) {
    return with(to -> to.resolver = Objects.requireNonNull(resolver, "resolver"));
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
    return with(to -> to.trustManager = Optional.of(trustManager));
  }

  /**
   * With a certificate of ours. What the key manager throws, an {@code Error} included, is a
   * failure {@code TLS} of the target.
   *
   * @param keyManager asked on threads that do I/O for others
   * @return a new configuration
   */
  public FetcherConfig keyManager(X509ExtendedKeyManager keyManager) {
    return with(to -> to.keyManager = Optional.of(keyManager));
  }

  /**
   * With bodies kept or only counted.
   *
   * @param bodies which of the two
   * @return a new configuration
   */
  public FetcherConfig bodies(Bodies bodies) {
    return with(to -> to.bodies = Objects.requireNonNull(bodies, "bodies"));
  }

  /**
   * With a listener.
   *
   * @param listener hears what happens
   * @return a new configuration
   */
  public FetcherConfig listener(FetchListener listener) {
    return with(to -> to.listener = Objects.requireNonNull(listener, "listener"));
  }

  /**
   * The bound on attempts in flight over all runs (BOUND-01).
   *
   * @return attempts; 64 unless set
   */
  public int maxConcurrency() {
    return options.maxConcurrency;
  }

  /**
   * The bound on attempts in flight per scheme, host and port (BOUND-02).
   *
   * @return attempts; 8 unless set
   */
  public int maxPerOrigin() {
    return options.maxPerOrigin;
  }

  /**
   * The window of a batch that sets none: how many of its targets may be taken and not delivered
   * (DEMAND-02). What a batch sets itself is {@link Batch#window()}.
   *
   * @return targets; where it is empty, they are 1,024 or four times {@code maxConcurrency},
   *     whichever is more
   */
  public OptionalInt defaultWindow() {
    return options.defaultWindow;
  }

  /**
   * The largest decoded body (BODY-01), where its target sets none (BODY-06).
   *
   * @return bytes; 16 MiB unless set
   */
  public long maxBodyBytes() {
    return options.maxBodyBytes;
  }

  /**
   * The largest header section of a reply.
   *
   * @return bytes; 64 KiB unless set
   */
  public int maxHeaderBytes() {
    return options.maxHeaderBytes;
  }

  /**
   * The timeout for connecting to one address, and for the TLS handshake after it (TIME-02).
   *
   * @return the timeout; 5 s unless set
   */
  public Duration connectTimeout() {
    return options.connectTimeout;
  }

  /**
   * The timeout from the grant of the permits to the last byte of the body (TIME-01).
   *
   * @return the timeout; 30 s unless set
   */
  public Duration attemptTimeout() {
    return options.attemptTimeout;
  }

  /**
   * The time after which an unused connection is closed (CONN-02).
   *
   * @return the time; 30 s unless set
   */
  public Duration idleTimeout() {
    return options.idleTimeout;
  }

  /**
   * When a request is sent again.
   *
   * @return the policy
   */
  public RetryPolicy retry() {
    return options.retry;
  }

  /**
   * Whether redirects are followed.
   *
   * @return the policy
   */
  public RedirectPolicy redirects() {
    return options.redirects;
  }

  /**
   * Which addresses may be connected to.
   *
   * @return the policy
   */
  public AddressPolicy addresses() {
    return options.addresses;
  }

  /**
   * What turns names into addresses.
   *
   * @return the resolver
   */
  public HostResolver resolver() {
    return options.resolver;
  }

  /**
   * Who vouches for a server's certificate.
   *
   * @return the trust manager, or empty if it is the JDK's own
   */
  public Optional<X509TrustManager> trustManager() {
    return options.trustManager;
  }

  /**
   * Our certificate, for servers that ask for one.
   *
   * @return the key manager, or empty if there is none
   */
  public Optional<X509ExtendedKeyManager> keyManager() {
    return options.keyManager;
  }

  /**
   * Whether the bytes of bodies are kept.
   *
   * @return which of the two
   */
  public Bodies bodies() {
    return options.bodies;
  }

  /**
   * Who hears what happens.
   *
   * @return the listener
   */
  public FetchListener listener() {
    return options.listener;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FetcherConfig that && options.all().equals(that.options.all());
  }

  @Override
  public int hashCode() {
    return options.all().hashCode();
  }

  /** Shows every option. */
  @Override
  public String toString() {
    return "FetcherConfig" + options.all();
  }
}
