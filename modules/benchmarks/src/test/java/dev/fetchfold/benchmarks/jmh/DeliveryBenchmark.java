package dev.fetchfold.benchmarks.jmh;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Order;
import dev.fetchfold.Summary;
import dev.fetchfold.Target;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to take a target, settle it and deliver its outcome: the targets cannot be
 * requested, so that nothing is sent.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeliveryBenchmark {
  private static final int TARGETS = 1_000;

  /** {@link JmhMain} gives every engine on the class path. */
  @Param("virtual")
  public String engine = "";

  /** In which order outcomes are delivered. */
  @Param public Order order = Order.AS_COMPLETED;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private Fetcher fetcher;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private Batch batch;

  /** For one trial. */
  @Setup
  public void open() {
    fetcher = Fetchers.open(engine);
    Batch all = Batch.of(Collections.nCopies(TARGETS, Target.of("no URL")));
    batch =
        switch (order) {
          case AS_COMPLETED -> all.asCompleted();
          case IN_ORDER -> all.inOrder();
        };
  }

  /** After one trial. */
  @TearDown
  public void close() {
    fetcher.close();
  }

  /** Per outcome, folded on the caller's thread. */
  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Summary fetch() throws InterruptedException {
    return fetcher.fetch(batch, Fold.summary());
  }

  /** Per outcome, folded on the engine's threads. */
  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Summary fetchAsync() {
    return fetcher.fetchAsync(batch, Fold.summary()).join();
  }
}
