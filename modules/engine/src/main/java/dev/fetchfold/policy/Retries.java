package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an attempt is made again, and after how long (RETRY-01 to RETRY-04). */
record Retries(RetryPolicy policy) {
  /** RFC 9110 §9.2.2. */
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  /** A base of one nanosecond, doubled more often, is over every cap that fits a long. */
  private static final int MOST_DOUBLINGS = 62;

  private static final int MOST_DIGITS = 18;

  /** Without the zeros that mean nothing; possessive, for a field may be long. */
  private static final Pattern SECONDS =
      Pattern.compile("(?=[0-9])0*+(?<whole>[0-9]*+)(?:\\.(?:0++(?![0-9])|(?<more>[0-9]++)))?+");

  boolean allows(Attempt attempt, Reply.Received reply) {
    return policy.statuses().contains(reply.status()) && isLeft(attempt);
  }

  boolean allows(Attempt attempt, Reply.Fault fault) {
    Reason counted = isTemporary(fault) ? Reason.CONNECT : fault.reason(); // RETRY-02
    boolean configured =
        policy.reasons().contains(counted) || policy.reasons().contains(fault.reason());
    return configured && isLeft(attempt);
  }

  private static boolean isTemporary(Reply.Fault fault) {
    return fault.cause() instanceof HostResolver.TemporaryFailure;
  }

  /** All hops of a target share its retries: one hop may have them all, two may not (RETRY-01). */
  private boolean isLeft(Attempt attempt) {
    return IDEMPOTENT.contains(attempt.method())
        && attempt.number() - attempt.hops().size() < policy.maxAttempts();
  }

  static Attempt again(Attempt attempt, Reply reply, Moment moment) {
    return attempt.next(
        moment.onWire(),
        again -> {
          again.tries++;
          again.fresh = isDisconnected(reply); // CONN-04
        });
  }

  /** Where one connection has ended, the other idle ones may have ended with it. */
  private static boolean isDisconnected(Reply reply) {
    return reply instanceof Reply.Fault fault && fault.reason() == Reason.DISCONNECTED;
  }

  /** Full jitter (RETRY-03). */
  Duration delay(Attempt attempt) {
    int doublings = Math.min(attempt.tries() - 1, MOST_DOUBLINGS);
    long base = policy.base().toNanos();
    long cap = policy.cap().toNanos();
    long most = base <= cap >> doublings ? base << doublings : cap;
    double drawn = policy.random().getAsDouble() * most;
    return Duration.ofNanos(Math.clamp((long) drawn, 0, most));
  }

  /** Empty where the reply is the outcome at once (RETRY-04). */
  Optional<Duration> delay(Attempt attempt, Reply.Received reply, Moment moment) {
    Duration floor = retryAfter(reply.headers(), moment.now()).orElse(Duration.ZERO);
    if (floor.compareTo(policy.retryAfterCap()) > 0) {
      return Optional.empty();
    }
    Duration drawn = delay(attempt);
    Duration delay = drawn.compareTo(floor) < 0 ? floor : drawn;
    return delay.compareTo(moment.left()) < 0 ? Optional.of(delay) : Optional.empty();
  }

  /**
   * Seconds or an HTTP-date (RFC 9110 §10.2.3); what is neither is as if it were not there, and so
   * are two fields, which are a list.
   */
  private static Optional<Duration> retryAfter(Headers headers, Instant clock) {
    Optional<String> value =
        Optional.of(headers.all("Retry-After"))
            .filter(fields -> fields.size() == 1)
            .map(fields -> fields.getFirst().strip());
    return value.flatMap(Retries::seconds).or(() -> until(value, headers, clock));
  }

  /** A fraction, which the RFC has not and servers send, is rounded up: sooner is too soon. */
  private static Optional<Duration> seconds(String text) {
    Matcher form = SECONDS.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String whole = form.group("whole");
    if (whole.length() > MOST_DIGITS) {
      return Optional.of(Limits.FOREVER);
    }
    long seconds = whole.isEmpty() ? 0 : Long.parseLong(whole);
    return Optional.of(Duration.ofSeconds(form.group("more") == null ? seconds : seconds + 1));
  }

  /** By the server's own clock where it tells it, so that a difference of clocks is no delay. */
  private static Optional<Duration> until(Optional<String> value, Headers headers, Instant clock) {
    Instant now = headers.first("Date").flatMap(date -> HttpDate.parse(date, clock)).orElse(clock);
    return value.flatMap(date -> HttpDate.parse(date, clock)).map(at -> notNegative(now, at));
  }

  private static Duration notNegative(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
