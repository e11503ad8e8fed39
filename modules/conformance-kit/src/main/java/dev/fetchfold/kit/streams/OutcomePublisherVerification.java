package dev.fetchfold.kit.streams;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import org.testng.annotations.AfterClass;

/**
 * The verification of one engine: a public subclass with a public constructor without parameters
 * opens the fetcher, and a test asserts that {@link #failures} is empty.
 */
public abstract class OutcomePublisherVerification extends FlowPublisherVerification<Outcome> {
  /** A watchdog, not an expectation: what arrives in time arrives at once. */
  private static final long WATCHDOG_MILLIS = 3_000;

  private static final long SILENCE_MILLIS = 100;

  private final Fetcher fetcher;
  private final Fetcher closed;

  /**
   * Verifies two fetchers of one engine.
   *
   * @param fetcher open; closed at the end
   * @param closed another, which is closed here: its publishers fail
   */
  protected OutcomePublisherVerification(Fetcher fetcher, Fetcher closed) {
    super(new TestEnvironment(WATCHDOG_MILLIS, SILENCE_MILLIS), WATCHDOG_MILLIS);
    this.fetcher = fetcher;
    this.closed = closed;
    closed.close();
  }

  /**
   * Runs the TCK.
   *
   * @param verification what to run
   * @return a line for every rule of Reactive Streams that is broken
   */
  public static List<String> failures(Class<? extends OutcomePublisherVerification> verification) {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG runner = new TestNG(false);
    runner.setTestClasses(new Class<?>[] {verification});
    runner.addListener(results);
    runner.run();
    List<String> lines = new ArrayList<>();
    results.getConfigurationFailures().forEach(result -> lines.add(line(result)));
    results.getFailedTests().forEach(result -> lines.add(line(result)));
    if (results.getPassedTests().isEmpty()) {
      lines.add("the TCK ran no test");
    }
    return lines;
  }

  private static String line(ITestResult result) {
    return result.getName() + ": " + result.getThrowable();
  }

  /** Targets that cannot be requested: their outcomes need no origin. */
  @Override
  public Flow.Publisher<Outcome> createFlowPublisher(long elements) {
    return fetcher.publisher(
        Batch.from(LongStream.range(0, elements).mapToObj(i -> Target.of("no-url:" + i))));
  }

  @Override
  public Flow.Publisher<Outcome> createFailedFlowPublisher() {
    return closed.publisher(Batch.urls("no-url:"));
  }

  /** Ends what the verification began. */
  @AfterClass
  public void shutDown() {
    fetcher.shutdownNow();
  }
}
