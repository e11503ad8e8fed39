package dev.fetchfold.cli;

import dev.fetchfold.Fetchers;
import java.util.List;
import java.util.Optional;

/** Which engines there are. */
final class Engines {
  private static final String PREFERRED = "virtual";

  private Engines() {}

  /**
   * The engine that is used when none is named.
   *
   * @return {@code virtual}, else the first by name, or empty if there is none
   */
  static Optional<String> byDefault() {
    List<String> names = Fetchers.names();
    return names.contains(PREFERRED) ? Optional.of(PREFERRED) : names.stream().findFirst();
  }
}
