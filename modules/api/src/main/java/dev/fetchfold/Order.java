package dev.fetchfold;

/** In which order a run delivers its outcomes. */
public enum Order {
  /** As they settle, none waiting for an earlier one (ORDER-02). */
  AS_COMPLETED,
  /** By index, ascending, without a gap (ORDER-01). */
  IN_ORDER
}
