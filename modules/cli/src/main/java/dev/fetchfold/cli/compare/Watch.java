package dev.fetchfold.cli.compare;

import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Step;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Looks at the outcomes of one run. Used by one thread. */
final class Watch implements Fold.Accumulator<Watch> {
  private final long enough;
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
  private long fetches;
  private long errors;
  private long unexpected;

  Watch(Workload workload) {
    this.enough = workload.answers().orElse(Long.MAX_VALUE);
  }

  @Override
  public Step step(Outcome outcome) {
    Workload.Asked asked = (Workload.Asked) outcome.target().tag().orElseThrow();
    latencies.recordValue(System.nanoTime() - asked.at());
    fetches++;
    errors += bad(outcome) ? 1 : 0;
    unexpected += matches(outcome, asked.expected()) ? 0 : 1;
    return fetches < enough ? Step.CONTINUE : Step.STOP;
  }

  private static boolean bad(Outcome outcome) {
    return outcome.response().filter(response -> response.status() < 400).isEmpty();
  }

  private static boolean matches(Outcome outcome, Workload.Expected expected) {
    return switch (outcome) {
      case Response response ->
          switch (expected) {
            case OK -> response.status() == 200;
            case NOT_FOUND -> response.status() == 404;
            case DISCONNECTED, NOTHING -> false;
          };
      case Failure failure ->
          expected == Workload.Expected.DISCONNECTED && failure.reason() == Reason.DISCONNECTED;
    };
  }

  @Override
  public Watch finish(End end) {
    return this;
  }

  long fetches() {
    return fetches;
  }

  long errors() {
    return errors;
  }

  long unexpected() {
    return unexpected;
  }

  long p99Nanos() {
    return latencies.getValueAtPercentile(99);
  }
}
