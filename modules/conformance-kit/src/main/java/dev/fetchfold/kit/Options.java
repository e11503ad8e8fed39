package dev.fetchfold.kit;

import java.time.Duration;

/**
 * How the checks are run.
 *
 * @param atOnce how many run at the same time; most of them wait most of the time
 * @param watchdog how long nothing may happen in a check before it counts as hanging
 * @param repeat how often each check is run; more than once to find those that are flaky
 */
public record Options(int atOnce, Duration watchdog, int repeat) {

  /**
   * Every check once.
   *
   * @param atOnce how many run at the same time
   * @param watchdog how long nothing may happen in a check
   */
  public Options(int atOnce, Duration watchdog) {
    this(atOnce, watchdog, 1);
  }

  /** Refuses what cannot be run. */
  public Options {
    require("atOnce", atOnce);
    require("repeat", repeat);
  }

  /**
   * What the system properties {@code fetchfold.atOnce} (16), {@code fetchfold.watchdog} (30, in
   * seconds) and {@code fetchfold.repeat} (1) say.
   *
   * @return the options
   */
  public static Options fromProperties() {
    return new Options(
        Integer.getInteger("fetchfold.atOnce", 16),
        Duration.ofSeconds(Long.getLong("fetchfold.watchdog", 30)),
        Integer.getInteger("fetchfold.repeat", 1));
  }

  private static void require(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " is " + value + ", expected 1 or more");
    }
  }
}
