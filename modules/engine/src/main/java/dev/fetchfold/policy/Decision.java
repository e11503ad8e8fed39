package dev.fetchfold.policy;

import dev.fetchfold.Outcome;
import java.time.Duration;

/** The complete next step for one target. */
public sealed interface Decision {

  /**
   * Wait without a permit, get the permits of its origin, send it.
   *
   * @param next what to send
   * @param delay how long to wait first; zero for at once (BOUND-06)
   */
  record Send(Attempt next, Duration delay) implements Decision {}

  /**
   * The target is settled.
   *
   * @param outcome what became of it
   */
  record Deliver(Outcome outcome) implements Decision {}
}
