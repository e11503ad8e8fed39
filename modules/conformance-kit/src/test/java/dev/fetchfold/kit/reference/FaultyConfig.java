package dev.fetchfold.kit.reference;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.RetryPolicy;
import java.util.HashSet;
import java.util.Set;

/** The configuration, as a fetcher understands it that gets a number of it wrong. */
final class FaultyConfig {
  private FaultyConfig() {}

  static FetcherConfig of(FetcherConfig config, Faults faults) {
    FetcherConfig changed = config;
    for (Fault fault : faults.present()) {
      changed = changed(changed, fault);
    }
    return changed;
  }

  private static FetcherConfig changed(FetcherConfig config, Fault fault) {
    RetryPolicy retry = config.retry();
    return switch (fault) {
      case GLOBAL_BOUND_IS_ONE_TOO_LARGE -> config.maxConcurrency(config.maxConcurrency() + 1);
      case GLOBAL_BOUND_IS_NOT_REACHED ->
          config.maxConcurrency(Math.max(1, config.maxConcurrency() - 1));
      case ORIGIN_BOUND_IS_ONE_TOO_LARGE -> config.maxPerOrigin(config.maxPerOrigin() + 1);
      case ONE_RETRY_TOO_MANY -> config.retry(retry.maxAttempts(retry.maxAttempts() + 1));
      case SERVER_ERRORS_ARE_RETRIED -> config.retry(retry.statuses(withServerError(retry)));
      case ONE_HOP_TOO_FEW -> config.redirects(oneLess(config.redirects()));
      case BODY_MAY_BE_ONE_LONGER -> config.maxBodyBytes(config.maxBodyBytes() + 1);
      case COUNTED_BODIES_HAVE_NO_CAP ->
          config.bodies() == FetcherConfig.Bodies.COUNTED
              ? config.maxBodyBytes(Integer.MAX_VALUE)
              : config;
      default -> config;
    };
  }

  private static Set<Integer> withServerError(RetryPolicy retry) {
    Set<Integer> statuses = new HashSet<>(retry.statuses());
    statuses.add(500);
    return statuses;
  }

  private static RedirectPolicy oneLess(RedirectPolicy redirects) {
    return redirects instanceof RedirectPolicy.Follow follow && follow.maxRedirects() > 1
        ? RedirectPolicy.upTo(follow.maxRedirects() - 1)
        : redirects;
  }
}
