package dev.fetchfold;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Outcomes to fold. */
final class Samples {
  private Samples() {}

  static Response response(long index, int status) {
    Body body = Body.of("hello".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return new Response(
        meta(index), URI.create("http://a/" + index), status, Headers.empty(), body);
  }

  static Failure failure(long index, Reason reason) {
    return new Failure(meta(index), reason, "it went wrong", null);
  }

  /** Three attempts, and as many seconds as the index says. */
  static Meta meta(long index) {
    Target target = Target.of("http://a/" + index);
    return new Meta(
        index, target, 3, Duration.ofSeconds(index), Duration.ofMillis(index), Optional.empty());
  }
}
