package dev.fetchfold.kit;

import dev.fetchfold.Outcome;

/** What a check does within each delivery: the outcome is delivered when this has returned. */
@FunctionalInterface
public interface Handler {

  /**
   * Takes in one outcome.
   *
   * @param outcome what was delivered
   * @throws InterruptedException if interrupted while it waits
   */
  void on(Outcome outcome) throws InterruptedException;

  /**
   * Does nothing.
   *
   * @return a handler that returns at once
   */
  static Handler none() {
    return outcome -> {};
  }
}
