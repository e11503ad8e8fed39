package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be compared.
 *
 * @param engines their names
 * @param workloads what they do
 * @param pace how long it takes
 * @param against a server of the user's own, in place of our origin and all workloads
 * @param seed of the order in which the forks run
 * @param report the directory of the report
 * @param home the project, for what its tests have written
 * @param purpose what becomes of it
 * @param command what repeats it
 */
public record Wanted(
    List<String> engines,
    List<Workload> workloads,
    Pace pace,
    Optional<Against> against,
    long seed,
    Path report,
    Path home,
    Purpose purpose,
    String command) {

  /** What becomes of a comparison. */
  public enum Purpose {
    /** Somebody looks at it. */
    LOOK,
    /** The project shows it, if nothing speaks against it. */
    RECORD
  }

  /**
   * A server of the user's own.
   *
   * @param url what is fetched, again and again
   * @param bound how many requests are in flight at most
   */
  public record Against(URI url, int bound) {}
}
