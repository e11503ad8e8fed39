package dev.fetchfold.support;

import dev.fetchfold.Failure;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;

/** Outcomes that no engine has settled. */
final class Samples {
  private Samples() {}

  static Outcome outcome(long index) {
    Meta meta = Meta.builder(index, Target.of("http://localhost/")).build();
    return Failure.builder(meta, Reason.TIMEOUT, "for a test").build();
  }
}
