package dev.fetchfold.kit;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Conformance.Pending;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The specification as a JUnit test: extend it, write {@link #open}, run it.
 *
 * <pre>{@code
 * class MyFetcherTest extends FetcherConformance {
 *   protected Fetcher open(FetcherConfig config) {
 *     return MyFetcher.open(config);
 *   }
 * }
 * }</pre>
 *
 * <p>{@code -Dfetchfold.rules=BOUND-03,CANCEL-*} and {@code -Dfetchfold.faces=fetch} select, {@code
 * -Dfetchfold.watchdog=120} gives each check more seconds, as for a debugger, {@code
 * -Dfetchfold.repeat=5} runs each check so often. A rule that is known to be broken is declared
 * with {@link Waiver}. The results are written to {@code target/fetchfold/<name>.json}, or into the
 * directory that {@code -Dfetchfold.results} names ({@link Report}).
 */
public abstract class FetcherConformance {

  /** For subclasses. */
  protected FetcherConformance() {}

  /**
   * Opens a new fetcher. Called from many threads.
   *
   * @param config how it shall behave
   * @return a new fetcher, which the kit closes
   */
  protected abstract Fetcher open(FetcherConfig config);

  /**
   * The ways to run a batch.
   *
   * @return the four faces of {@link Fetcher}; add native ones with {@link Face#ofPublisher} and
   *     {@link Face#ofFold}
   */
  protected List<Face> faces() {
    return Face.standard();
  }

  /**
   * Runs tasks on a thread that the fetcher's own library marks as one that must not block.
   *
   * @return the executor, or empty if the library has no such threads
   */
  protected Optional<Executor> nonBlockingThread() {
    return Optional.empty();
  }

  /**
   * Opens a fetcher over something that the user lends to it.
   *
   * @param config how the fetcher shall behave
   * @return the loan, or empty if nothing can be lent
   */
  protected Optional<LentFetcher> lend(FetcherConfig config) {
    return Optional.empty();
  }

  /**
   * The name to report, and of the file with the results.
   *
   * @return this class's name without {@code ConformanceTest}, {@code Conformance} or {@code Test}
   *     at its end, in lower case with hyphens: {@code MyHttpConformanceTest} is {@code my-http}
   */
  protected String name() {
    String name = getClass().getSimpleName().replaceFirst("(?<=.)(Conformance)?(Test)?$", "");
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * The Maven artifact that is tested.
   *
   * @return as {@link Subject#coordinates}
   */
  protected Optional<String> coordinates() {
    return Coordinates.ofOpened(this::open);
  }

  /**
   * The libraries that the fetcher was tested with.
   *
   * @return as {@link Subject#libraries}
   */
  protected Map<String, String> libraries() {
    return Coordinates.libraries();
  }

  /**
   * Runs the selected checks, a number of them at once, and reports them by area and rule.
   *
   * @return one container per area
   */
  @TestFactory
  Stream<DynamicNode> conformance() {
    Selection selection = Selection.fromProperties();
    Conformance run = new Conformance(subject(), selection, Options.fromProperties());
    List<Pending> started = run.start();
    return new Tree(run, selection, started)
        .areas()
        .onClose(() -> printSlowest(started))
        .onClose(() -> run.report(started).write(Report.directory()));
  }

  /** This test as a subject, for runners other than JUnit. */
  final Subject subject() {
    return new Subject() {
      @Override
      public String name() {
        return FetcherConformance.this.name();
      }

      @Override
      public Fetcher open(FetcherConfig config) {
        return FetcherConformance.this.open(config);
      }

      @Override
      public List<Face> faces() {
        return FetcherConformance.this.faces();
      }

      @Override
      public Optional<Executor> nonBlockingThread() {
        return FetcherConformance.this.nonBlockingThread();
      }

      @Override
      public Optional<LentFetcher> lend(FetcherConfig config) {
        return FetcherConformance.this.lend(config);
      }

      @Override
      public Optional<String> coordinates() {
        return FetcherConformance.this.coordinates();
      }

      @Override
      public Map<String, String> libraries() {
        return FetcherConformance.this.libraries();
      }

      @Override
      public Class<?> recipe() {
        return FetcherConformance.this.getClass();
      }
    };
  }

  private static void printSlowest(List<Pending> all) {
    System.out.println("The ten slowest checks:");
    all.stream()
        .sorted(Comparator.comparing(FetcherConformance::time).reversed())
        .limit(10)
        .forEach(p -> System.out.printf("  %6d ms  %s [%s]%n", millis(p), p.check(), p.face()));
  }

  private static Duration time(Pending pending) {
    return pending.results().join().get(0).time();
  }

  private static long millis(Pending pending) {
    return time(pending).toMillis();
  }
}
