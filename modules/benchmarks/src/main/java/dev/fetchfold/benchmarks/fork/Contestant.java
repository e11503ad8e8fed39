package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Fetcher;
import java.util.Optional;

/** Who fetches: an engine, or a bare client. Used by one thread at a time. */
interface Contestant extends AutoCloseable {

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
