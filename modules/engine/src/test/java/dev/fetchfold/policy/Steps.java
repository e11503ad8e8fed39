package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.Body;
import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/** The vocabulary of the policy's tests. */
final class Steps {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Every attempt took 100 ms on the wire; there is no limit. */
  static final Moment LATER =
      new Moment(NOW, Duration.ofSeconds(1), Limits.FOREVER, Limit.BATCH, Duration.ofMillis(100));

  private Steps() {}

  static Moment left(Duration left, Limit nearest) {
    return new Moment(NOW, Duration.ofSeconds(1), left, nearest, Duration.ofMillis(100));
  }

  /** Draws the longest delay there is, so that what is drawn can be told. */
  static FetcherConfig config() {
    return drawing(() -> 1);
  }

  static FetcherConfig drawing(DoubleSupplier random) {
    return FetcherConfig.defaults().retry(RetryPolicy.defaults().random(random));
  }

  static Attempt first(Target target) {
    return first(FetcherConfig.defaults(), target);
  }

  static Attempt first(FetcherConfig config, Target target) {
    return sent(new Policy(config).begin(7, target, LATER)).next();
  }

  static Decision decide(FetcherConfig config, Attempt attempt, Reply reply) {
    return new Policy(config).decide(attempt, reply, LATER);
  }

  static Reply.Received reply(int status, String... namesAndValues) {
    return new Reply.Received(status, Headers.of(namesAndValues), Body.empty());
  }

  static Reply.Fault fault(Reason reason) {
    return new Reply.Fault(reason, "it went wrong", new java.io.IOException("below"));
  }

  static Decision.Send sent(Decision decision) {
    return assertInstanceOf(Decision.Send.class, decision);
  }

  static Response response(Decision decision) {
    Decision.Deliver deliver = assertInstanceOf(Decision.Deliver.class, decision);
    return assertInstanceOf(Response.class, deliver.outcome());
  }

  static Failure failure(Decision decision) {
    Decision.Deliver deliver = assertInstanceOf(Decision.Deliver.class, decision);
    return assertInstanceOf(Failure.class, deliver.outcome());
  }
}
