package dev.fetchfold.httpcore5;

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

/** Attempts as the policy makes them. */
final class Requests {
  private static final Moment BEGINNING =
      new Moment(Instant.EPOCH, Duration.ZERO, Limits.FOREVER, Limit.BATCH, Duration.ZERO);

  private Requests() {}

  static Attempt get(String url) {
    return of(Target.of(url));
  }

  static Attempt of(Target target) {
    Decision decision = new Policy(FetcherConfig.defaults()).begin(0, target, BEGINNING);
    return ((Decision.Send) decision).next();
  }
}
