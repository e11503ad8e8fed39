package dev.fetchfold.policy;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;

/** How many targets of a run may be taken and not delivered (DEMAND-02). */
public final class Windows {
  private static final int LEAST = 1024;
  private static final long PER_PERMIT = 4;

  private Windows() {}

  /**
   * The window of a run of that batch.
   *
   * @param config the fetcher's configuration
   * @param batch the batch
   * @return the batch's own, else the configuration's
   */
  public static int of(FetcherConfig config, Batch batch) {
    return batch.window().orElseGet(() -> of(config));
  }

  /**
   * The window of a batch that sets none.
   *
   * @param config the fetcher's configuration
   * @return the one that is set, else one in proportion to the attempts in flight
   */
  public static int of(FetcherConfig config) {
    long proportional = Math.max(LEAST, PER_PERMIT * config.maxConcurrency());
    return config.defaultWindow().orElse((int) Math.min(Integer.MAX_VALUE, proportional));
  }
}
