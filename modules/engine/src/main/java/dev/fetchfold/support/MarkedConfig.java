package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import java.lang.System.Logger.Level;
import java.util.function.DoubleSupplier;

/**
 * A configuration whose callbacks are those of a fetcher's runs, although they are called deep
 * inside a client library: they are marked as such, their interrupt status ends with them
 * (FOLD-06), and an Error of theirs ends no thread of that library, which knows exceptions only
 * (FOLD-02).
 */
final class MarkedConfig {
  private static final System.Logger LOG = System.getLogger(MarkedConfig.class.getName());

  private MarkedConfig() {}

  static FetcherConfig of(FetcherConfig config, Runs runs) {
    FetcherConfig marked =
        config
            .resolver(host -> runs.call(() -> config.resolver().resolve(host)))
            .addresses(address -> runs.call(() -> config.addresses().allows(address)))
            .retry(config.retry().random(() -> drawn(config.retry().random(), runs)));
    if (config.trustManager().isPresent()) {
      marked = marked.trustManager(new CallersTrust(config.trustManager().get(), runs));
    }
    return config.keyManager().isPresent()
        ? marked.keyManager(new CallersKeys(config.keyManager().get(), runs))
        : marked;
  }

  /** Without randomness a retry waits for as long as it may. */
  private static double drawn(DoubleSupplier random, Runs runs) {
    try {
      return runs.call(random::getAsDouble);
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "the randomness of the retries threw", t);
      return 1;
    }
  }
}
