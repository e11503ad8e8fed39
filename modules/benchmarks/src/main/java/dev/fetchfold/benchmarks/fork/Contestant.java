package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.Optional;

/** Who fetches: an engine, or a bare client. Used by one thread at a time. */
interface Contestant extends AutoCloseable {

  /**
   * Opens one.
   *
   * @param kind {@code engine} or {@code bare}
   * @param name of the engine or the client
   * @param workload whose configuration an engine has
   * @param bound how many may be in flight
   * @return who fetches, to be closed
   */
  static Contestant open(String kind, String name, Workload workload, int bound) {
    if (kind.equals("bare")) {
      return BareClient.of(name).open(bound);
    }
    FetcherConfig config = bound == workload.bound() ? workload.config() : workload.config(bound);
    return new EngineContestant(name, config);
  }

  /**
   * Fetches a batch and waits for the end of it.
   *
   * @param work what to fetch
   * @param tally told of every outcome, from any thread
   * @throws Exception if the batch could not be done
   */
  void batch(Work work, Tally tally) throws Exception;

  /** The engine, where it is one: only engines can be cancelled. */
  default Optional<Fetcher> fetcher() {
    return Optional.empty();
  }

  @Override
  void close() throws Exception;
}
