package dev.fetchfold.kit;

import java.time.Duration;

/**
 * How the checks are run.
 *
 * @param atOnce how many run at the same time; most of them wait most of the time
 * @param watchdog how long nothing may happen in a check before it counts as hanging
 */
public record Options(int atOnce, Duration watchdog) {

  /**
   * What the system properties {@code fetchfold.atOnce} (16) and {@code fetchfold.watchdog} (30, in
   * seconds) say.
   *
   * @return the options
   */
  public static Options fromProperties() {
    return new Options(
        Integer.getInteger("fetchfold.atOnce", 16),
        Duration.ofSeconds(Long.getLong("fetchfold.watchdog", 30)));
  }
}
