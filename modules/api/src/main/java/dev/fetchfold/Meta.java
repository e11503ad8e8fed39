package dev.fetchfold;

import java.time.Duration;
import java.util.Objects;

/**
 * Which target an outcome belongs to, and what it cost (OUT-06).
 *
 * @param index the target's position in its source, from 0
 * @param target the target as it was given
 * @param attempts how many attempts were made: every retry and every redirect hop is one; 0 if none
 *     was granted a permit
 * @param elapsed from the moment the target was taken to the moment it was settled
 * @param onWire the sum of its attempts, each from the grant of its permits to its end
 */
public record Meta(long index, Target target, int attempts, Duration elapsed, Duration onWire) {

  /** Refuses what no run can produce. */
  public Meta {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(onWire, "onWire");
    if (index < 0) {
      throw new IllegalArgumentException("index is " + index + ", expected 0 or more");
    }
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts is " + attempts + ", expected 0 or more");
    }
  }
}
