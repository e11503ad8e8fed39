package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Decision;
import dev.fetchfold.policy.Limit;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.policy.Moment;
import dev.fetchfold.policy.Policy;
import java.time.Duration;
import java.time.Instant;

/** Attempts to receive a reply for. */
final class Attempts {
  private static final Moment BEGINNING =
      new Moment(Instant.EPOCH, Duration.ZERO, Limits.FOREVER, Limit.BATCH, Duration.ZERO);

  private Attempts() {}

  static Attempt of(String method) {
    return of(Target.of("http://a/").method(method));
  }

  /** The caller asked for the coding, and gets it. */
  static Attempt undecoded() {
    return of(Target.of("http://a/").header("Accept-Encoding", "gzip"));
  }

  static Attempt of(Target target) {
    Decision decision = new Policy(FetcherConfig.defaults()).begin(0, target, BEGINNING);
    return ((Decision.Send) decision).next();
  }
}
