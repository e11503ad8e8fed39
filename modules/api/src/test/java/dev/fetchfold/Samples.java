package dev.fetchfold;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Outcomes to fold. */
final class Samples {
  private Samples() {}

  static Response response(long index, int status) {
    Body body = Body.of("hello".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return Response.builder(meta(index), URI.create("http://a/" + index), status)
        .body(body)
        .build();
  }

  static Failure failure(long index, Reason reason) {
    return Failure.builder(meta(index), reason, "it went wrong").build();
  }

  /** Three attempts, and as many seconds as the index says. */
  static Meta meta(long index) {
    Target target = Target.of("http://a/" + index);
    return Meta.builder(index, target)
        .attempts(3)
        .elapsed(Duration.ofSeconds(index))
        .onWire(Duration.ofMillis(index))
        .build();
  }
}
