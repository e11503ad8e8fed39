package dev.fetchfold.cli;

import dev.fetchfold.Target;
import java.util.Optional;

/**
 * What stands in a list where a URL should, and cannot be read as one: it has a row like every
 * target, and nothing is requested for it (BATCH-05).
 *
 * @param text what was read of it, as far as it is worth showing; it may hold a password
 * @param why a sentence without its full stop, for the row
 */
record NoUrl(String text, String why) implements ListLine {
  private static final int SHOWN = 100;

  /** Shortens the text. */
  NoUrl {
    text = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /**
   * A target that no engine requests, since its URL is empty; this travels along as its tag.
   *
   * @return a new target
   */
  Target target() {
    return Target.of("").tag(this);
  }

  /**
   * What {@link #target()} took along.
   *
   * @param target any target
   * @return empty for a target with a URL of its own
   */
  static Optional<NoUrl> of(Target target) {
    return target.tag().filter(NoUrl.class::isInstance).map(NoUrl.class::cast);
  }
}
