package dev.fetchfold.support;

import dev.fetchfold.Failure;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.Optional;

/** Outcomes that no engine has settled. */
final class Samples {
  private Samples() {}

  static Outcome outcome(long index) {
    Meta meta =
        new Meta(
            index,
            Target.of("http://localhost/"),
            0,
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty());
    return new Failure(meta, Reason.TIMEOUT, "for a test", null);
  }
}
