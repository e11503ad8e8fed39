package dev.fetchfold.vertx;

import java.time.Duration;

/** How long a test waits before it gives up: generous, since only a defect makes it wait. */
final class Watchdog {
  static final long SECONDS = 120;
  static final Duration TIME = Duration.ofSeconds(SECONDS);

  private Watchdog() {}
}
