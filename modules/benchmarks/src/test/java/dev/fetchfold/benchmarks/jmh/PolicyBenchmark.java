package dev.fetchfold.benchmarks.jmh;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import dev.fetchfold.policy.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The decisions that every target costs, whatever the engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {
  private final Policy policy = new Policy(FetcherConfig.defaults());
  private final Target target = Target.of("http://example.org:8080/a/b?c=d");
  private final Moment moment =
      new Moment(
          Instant.EPOCH, Duration.ofMillis(3), Limits.FOREVER, Limit.BATCH, Duration.ofMillis(2));
  private final Attempt attempt = ((Decision.Send) policy.begin(0, target, moment)).next();
  private final Reply ok = new Reply.Received(200, Headers.empty(), Body.empty());
  private final Reply moved = new Reply.Received(302, Headers.of("Location", "../e"), Body.empty());
  private final Reply lost = new Reply.Fault(Reason.DISCONNECTED, "the connection ended", null);

  /** The first attempt of a target: its URL is parsed. */
  @Benchmark
  public Decision begin() {
    return policy.begin(0, target, moment);
  }

  /** A reply that is the outcome. */
  @Benchmark
  public Decision deliver() {
    return policy.decide(attempt, ok, moment);
  }

  /** A reply that leads elsewhere. */
  @Benchmark
  public Decision redirect() {
    return policy.decide(attempt, moved, moment);
  }

  /** A fault that is retried. */
  @Benchmark
  public Decision retry() {
    return policy.decide(attempt, lost, moment);
  }
}
