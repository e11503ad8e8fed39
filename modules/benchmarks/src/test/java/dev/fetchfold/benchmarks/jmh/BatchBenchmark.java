package dev.fetchfold.benchmarks.jmh;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Summary;
import dev.fetchfold.Target;
import dev.fetchfold.benchmarks.origin.Origin;
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
 * A whole batch over loopback, to see whether a change made one engine slower. The origin is in the
 * same process, so engines are compared by {@code ./fetchfold compare}, not here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchBenchmark {
  private static final int TARGETS = 200;

  /** {@link JmhMain} gives every engine on the class path. */
  @Param("virtual")
  public String engine = "";

  private final Origin origin = new Origin();

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private Fetcher fetcher;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private Batch batch;

  /** For one trial. */
  @Setup
  public void open() {
    String url = "http://127.0.0.1:" + origin.listen("127.0.0.1", 0) + "/bytes/280";
    fetcher = Fetchers.open(engine, FetcherConfig.defaults().maxPerOrigin(64));
    batch = Batch.of(Collections.nCopies(TARGETS, Target.of(url)));
  }

  /** After one trial. */
  @TearDown
  public void close() {
    fetcher.close();
    origin.close();
  }

  /** Per fetch. */
  @Benchmark
  @OperationsPerInvocation(TARGETS)
  public Summary fetch() throws InterruptedException {
    return fetcher.fetch(batch, Fold.summary());
  }
}
