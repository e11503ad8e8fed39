package dev.fetchfold;

/** How a run came to its normal end. A run that is cancelled or fails has no {@code End}. */
public enum End {
  /** Every target of the source has been delivered. */
  EXHAUSTED,
  /** The fold said {@link Step#STOP}. */
  STOPPED,
  /** The deadline of the batch came first; what was unsettled became {@link Reason#DEADLINE}. */
  DEADLINE
}
