package dev.fetchfold.kit;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A fetcher under test: how to open one, and what more it offers than the interface. */
public interface Subject {

  /**
   * The name to report.
   *
   * @return a short name
   */
  String name();

  /**
   * Opens a new fetcher. Called from many threads.
   *
   * @param config how it shall behave
   * @return a new fetcher, which the kit closes
   */
  Fetcher open(FetcherConfig config);

  /**
   * The ways to run a batch.
   *
   * @return the faces of {@link Fetcher}, and native ones if there are any
   */
  default List<Face> faces() {
    return Face.standard();
  }

  /**
   * Runs tasks on a thread that the fetcher's own library marks as one that must not block.
   *
   * @return the executor, or empty if the library has no such threads
   */
  default Optional<Executor> nonBlockingThread() {
    return Optional.empty();
  }

  /**
   * Opens a fetcher over something that the user lends to it, such as a client or an event loop.
   *
   * @param config how the fetcher shall behave
   * @return the loan, or empty if nothing can be lent
   */
  default Optional<LentFetcher> lend(FetcherConfig config) {
    return Optional.empty();
  }

  /**
   * The Maven artifact that is tested.
   *
   * @return group, artifact and version, with colons between them; found by default from where the
   *     class of an opened fetcher was loaded, empty if that does not tell
   */
  default Optional<String> coordinates() {
    return Coordinates.ofOpened(this::open);
  }

  /**
   * The libraries that the fetcher was tested with.
   *
   * @return versions by artifact; by default every jar on the class path whose name has a version
   */
  default Map<String, String> libraries() {
    return Coordinates.libraries();
  }

  /**
   * The class that has the subject's waivers, and from which a child JVM makes it again: a {@code
   * Subject} or a {@link FetcherConformance}, with a constructor without parameters.
   *
   * @return the class
   */
  default Class<?> recipe() {
    return getClass();
  }
}
