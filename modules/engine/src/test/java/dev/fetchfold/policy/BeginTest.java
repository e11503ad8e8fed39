package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginTest {
  private static final Policy POLICY = new Policy(FetcherConfig.defaults());

  @Test
  void sendsTheTargetAsItIs() {
    Target target = Target.of("http://a/b").method("PUT").body("x").after(Duration.ofSeconds(3));
    Decision.Send send = Steps.sent(POLICY.begin(7, target, Steps.LATER));
    Attempt attempt = send.next();
    assertEquals(Duration.ofSeconds(3), send.delay());
    assertEquals(7, attempt.index());
    assertSame(target, attempt.target());
    assertEquals(1, attempt.number());
    assertEquals(1, attempt.tries());
    assertEquals("http://a/b", attempt.url().toUri().toString());
    assertEquals("PUT", attempt.method());
    assertArrayEquals("x".getBytes(StandardCharsets.UTF_8), attempt.body().orElseThrow());
    assertEquals(List.of(), attempt.hops());
    assertEquals(Duration.ZERO, attempt.onWire());
  }

  /** OUT-07, BODY-02. */
  @Test
  void addsOnlyWhoWeAreAndThatWeReadGzip() {
    Attempt attempt = Steps.first(Target.of("http://a/").header("X-B", "1").header("x-a", "2"));
    List<String> names = attempt.headers().fields().stream().map(Headers.Field::name).toList();
    assertEquals(List.of("X-B", "x-a", "User-Agent", "Accept-Encoding"), names);
    assertEquals("gzip", attempt.headers().first("Accept-Encoding").orElseThrow());
    assertTrue(attempt.decode());
  }

  @Test
  void saysItsVersion() {
    String agent = Steps.first(Target.of("http://a/")).headers().first("User-Agent").orElseThrow();
    assertTrue(agent.matches("fetchfold/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), agent);
  }

  @Test
  void leavesTheCallersAgentAlone() {
    Attempt attempt = Steps.first(Target.of("http://a/").header("user-agent", "me"));
    assertEquals(List.of("me"), attempt.headers().all("User-Agent"));
  }

  @ParameterizedTest
  @CsvSource({"Accept-Encoding, br", "accept-encoding, gzip", "Range, bytes=0-9"})
  void leavesTheCodingToCallersWhoCare(String name, String value) {
    Attempt attempt = Steps.first(Target.of("http://a/").header(name, value));
    assertFalse(attempt.decode());
    int expected = name.equals("Range") ? 0 : 1;
    assertEquals(expected, attempt.headers().all("Accept-Encoding").size());
  }

  /** BATCH-05. */
  @Test
  void failsWhatCannotBeRequested() {
    Target target = Target.of("http://u:secret@a/");
    Failure failure = Steps.failure(POLICY.begin(7, target, Steps.LATER));
    assertEquals(Reason.INVALID_TARGET, failure.reason());
    assertEquals(Optional.empty(), failure.meta().uri());
    assertEquals(0, failure.meta().attempts());
    assertEquals(7, failure.index());
    assertSame(target, failure.target());
    assertEquals(Steps.LATER.elapsed(), failure.meta().elapsed());
    assertEquals(Duration.ZERO, failure.meta().onWire());
    assertNull(failure.cause());
    assertFalse(failure.toString().contains("secret"));
  }

  /** TIME-04, also where the target cannot be requested. */
  @ParameterizedTest
  @CsvSource({
    "http://a/, BATCH, DEADLINE",
    "nonsense, BATCH, DEADLINE",
    "http://a/, TARGET, TIMEOUT"
  })
  void failsWhenNothingIsLeft(String url, Limit nearest, Reason reason) {
    Moment late = Steps.left(Duration.ZERO, nearest);
    Failure failure = Steps.failure(POLICY.begin(7, Target.of(url), late));
    assertEquals(reason, failure.reason());
    assertEquals(0, failure.meta().attempts());
  }

  /** A delay that will not end in time is waited for: the limit ends it then (TIME-03). */
  @Test
  void waitsForADelayThatOutlastsWhatIsLeft() {
    Target target = Target.of("http://a/").after(Duration.ofSeconds(3));
    Moment moment = Steps.left(Duration.ofSeconds(1), Limit.TARGET);
    assertEquals(Duration.ofSeconds(3), Steps.sent(POLICY.begin(7, target, moment)).delay());
  }

  /** SEC-04. */
  @Test
  void showsNothingSecret() {
    Target target = Target.of("http://a/b?secret").header("Authorization", "secret").body("secret");
    Decision decision = POLICY.begin(7, target, Steps.LATER);
    assertEquals("7#1 GET http://a/b", Steps.sent(decision).next().toString());
    assertFalse(decision.toString().contains("secret"));
  }
}
