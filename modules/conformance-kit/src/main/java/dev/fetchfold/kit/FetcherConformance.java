package dev.fetchfold.kit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Conformance.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

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
 * -Dfetchfold.watchdog=120} gives each check more seconds, as for a debugger.
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
  protected Optional<Loan> lend(FetcherConfig config) {
    return Optional.empty();
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
    List<Pending> pending = run.start();
    Map<Rule, List<DynamicNode>> tests = new LinkedHashMap<>();
    Arrays.stream(Rule.values())
        .filter(selection::takes)
        .forEach(rule -> tests.put(rule, tests(rule, pending)));
    run.unobserved().forEach(result -> tests.put(result.rule(), List.of(test(result))));
    return areas(tests).stream().onClose(() -> printSlowest(pending));
  }

  /** This test as a subject, for runners other than JUnit. */
  final Subject subject() {
    return new Subject() {
      @Override
      public String name() {
        return FetcherConformance.this.getClass().getSimpleName();
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
      public Optional<Loan> lend(FetcherConfig config) {
        return FetcherConformance.this.lend(config);
      }

      @Override
      public Class<?> recipe() {
        return FetcherConformance.this.getClass();
      }
    };
  }

  private static List<DynamicNode> tests(Rule rule, List<Pending> all) {
    List<DynamicNode> tests = new ArrayList<>();
    for (Pending pending : all) {
      if (pending.check().rules().contains(rule)) {
        String name = pending.check().name() + " [" + pending.face() + "]";
        tests.add(DynamicTest.dynamicTest(name, () -> report(result(rule, pending))));
      }
    }
    return tests;
  }

  private static DynamicTest test(Result result) {
    return DynamicTest.dynamicTest(result.state().toString(), () -> report(result));
  }

  private static Result result(Rule rule, Pending pending) {
    List<Result> results = pending.results().join();
    return results.get(pending.check().rules().indexOf(rule));
  }

  private static void report(Result result) {
    if (result.state().isBad()) {
      throw new AssertionFailedError(result.message(), result.cause().orElse(null));
    }
    if (result.state() != State.PASS) {
      throw new TestAbortedException(result.message());
    }
  }

  private static List<DynamicNode> areas(Map<Rule, List<DynamicNode>> tests) {
    Map<String, List<Rule>> areas =
        tests.keySet().stream().collect(groupingBy(Rule::area, LinkedHashMap::new, toList()));
    List<DynamicNode> nodes = new ArrayList<>();
    areas.forEach((area, rules) -> nodes.add(area(area, rules, tests)));
    return nodes;
  }

  private static DynamicNode area(
      String area, List<Rule> rules, Map<Rule, List<DynamicNode>> tests) {
    return DynamicContainer.dynamicContainer(
        area, rules.stream().map(rule -> container(rule, tests)));
  }

  private static DynamicNode container(Rule rule, Map<Rule, List<DynamicNode>> tests) {
    return DynamicContainer.dynamicContainer(
        rule.id() + " " + rule.sentence(), tests.getOrDefault(rule, List.of()));
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
