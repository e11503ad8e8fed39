package dev.fetchfold.policy;

/** What ends a wait, when nothing else does. */
public enum Limit {
  /** The attempt timeout: the attempt may be retried (TIME-01). */
  ATTEMPT,
  /** What is left of the target's own limit: TIMEOUT, not retried (TIME-03). */
  TARGET,
  /** What is left of the batch: DEADLINE (TIME-04). */
  BATCH
}
