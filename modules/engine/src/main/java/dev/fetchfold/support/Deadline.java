package dev.fetchfold.support;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.policy.Limits;

/**
 * The deadline of one run, counted from the making of this object (DEMAND-05), and what the run's
 * end amounts to (TIME-04).
 */
public final class Deadline {
  private final FetcherConfig config;
  private final long within;
  private final long began = System.nanoTime();
  private volatile boolean missed;

  /**
   * The run begins now.
   *
   * @param config for the attempt timeout
   * @param batch for the deadline
   */
  public Deadline(FetcherConfig config, Batch batch) {
    this.config = config;
    this.within = batch.within().orElse(Limits.FOREVER).toNanos();
  }

  /**
   * What is left.
   *
   * @return nanoseconds, zero or less if it has passed, {@code Long.MAX_VALUE} if there is none
   */
  public long nanosLeft() {
    return left(System.nanoTime());
  }

  /**
   * The limits of a target.
   *
   * @param taken the target, as taken by this run
   * @return its own, the batch's and the attempt timeout
   */
  public Limits limits(Taken taken) {
    return Limits.of(config, taken.target(), taken.nanoTime(), left(taken.nanoTime()));
  }

  /** Something was not settled in time: a lazy source was cut. */
  public void miss() {
    missed = true;
  }

  /**
   * A target is settled, perhaps by the deadline.
   *
   * @param outcome its outcome
   */
  public void note(Outcome outcome) {
    if (outcome instanceof Failure failure && failure.reason() == Reason.DEADLINE) {
      missed = true;
    }
  }

  /**
   * How a run ends whose every taken target is settled.
   *
   * @return DEADLINE if anything was not settled in time, else EXHAUSTED
   */
  public End end() {
    return missed ? End.DEADLINE : End.EXHAUSTED;
  }

  private long left(long nanoTime) {
    return within == Long.MAX_VALUE ? Long.MAX_VALUE : within - (nanoTime - began);
  }
}
