package dev.fetchfold.agreement.soak;

import dev.fetchfold.Failure;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a target asks the origin to do with it, and the only outcome that is right then. */
enum Task {
  WHOLE(88),
  DRIP(4),
  BUSY(3),
  RESET(2),
  TRUNCATE(2),
  STALL(1);

  private static final Duration SHORT = Duration.ofMillis(20);

  private final int percent;

  Task(int percent) {
    this.percent = percent;
  }

  static Task draw(SplittableRandom random) {
    int left = random.nextInt(100);
    for (Task task : values()) {
      left -= task.percent;
      if (left < 0) {
        return task;
      }
    }
    throw new IllegalStateException("the percentages are less than 100");
  }

  /** Which also says who asks, so that a reply that belongs to another request is seen. */
  String path(long serial) {
    return "/" + name() + "/" + serial;
  }

  Target target(String origin, long serial) {
    Target target = Target.of(origin + path(serial)).tag(path(serial));
    return this == STALL ? target.attemptTimeout(SHORT) : target;
  }

  /** Whether this outcome is what the origin has done. */
  boolean explains(Outcome outcome) {
    return switch (this) {
      case WHOLE, DRIP -> isEcho(outcome, 200);
      case BUSY -> isEcho(outcome, 503);
      case RESET, TRUNCATE -> hasReason(outcome, Reason.DISCONNECTED);
      case STALL -> hasReason(outcome, Reason.TIMEOUT);
    };
  }

  static Task of(Outcome outcome) {
    return of(outcome.target().tag().orElseThrow().toString());
  }

  static Task of(String path) {
    return valueOf(path.split("/", 3)[1]);
  }

  private static boolean isEcho(Outcome outcome, int status) {
    return outcome instanceof Response response
        && response.status() == status
        && response.body().text().equals(outcome.target().tag().orElseThrow());
  }

  private static boolean hasReason(Outcome outcome, Reason reason) {
    return outcome instanceof Failure failure && failure.reason() == reason;
  }
}
