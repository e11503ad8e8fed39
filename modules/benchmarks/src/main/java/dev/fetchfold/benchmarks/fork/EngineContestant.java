package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import dev.fetchfold.benchmarks.work.Ask;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.Optional;

/** An engine, through {@code fetch}: every engine has it, and folds on the caller's thread. */
final class EngineContestant implements Contestant {
  private final Fetcher engine;

  EngineContestant(String name, FetcherConfig config) {
    this.engine = Fetchers.open(name, config);
  }

  @Override
  public void batch(Work work, Tally tally) throws InterruptedException {
    long answers = work.answers();
    engine.fetch(batchOf(work), () -> new Watch(tally, answers));
  }

  /** One long batch must not be in memory before it begins. */
  private static Batch batchOf(Work work) {
    return work.workload().kind() == Workload.Kind.LONG
        ? Batch.from(work::lazily)
        : Batch.of(work.targets());
  }

  /** Stops when all of this batch that can come has come; the tally may be that of many. */
  private static final class Watch implements Fold.Accumulator<Tally> {
    private final Tally tally;
    private final long answers;
    private long seen;

    Watch(Tally tally, long answers) {
      this.tally = tally;
      this.answers = answers;
    }

    @Override
    public Step step(Outcome outcome) {
      tally.outcome((Ask) outcome.target().tag().orElseThrow(), outcome);
      seen++;
      return seen < answers ? Step.CONTINUE : Step.STOP;
    }

    @Override
    public Tally finish(End end) {
      return tally;
    }
  }

  @Override
  public Optional<Fetcher> fetcher() {
    return Optional.of(engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
