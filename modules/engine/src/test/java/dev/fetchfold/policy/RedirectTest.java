package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Failure;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Head;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
  private static final FetcherConfig CONFIG = Steps.config();
  private static final Attempt GET = Steps.first(Target.of("http://a/b#f"));

  @Test
  void goesWhereItIsSent() {
    Decision.Send send = Steps.sent(Steps.decide(CONFIG, GET, to(302, "/c?d")));
    assertEquals(Duration.ZERO, send.delay());
    Attempt hop = send.next();
    assertEquals("http://a/c?d#f", hop.url().toUri().toString());
    assertEquals(2, hop.number());
    assertEquals(1, hop.tries());
    assertEquals(List.of("GET http://a/b"), hop.hops());
    assertEquals(GET.headers(), hop.headers());
    assertEquals(Duration.ofMillis(100), hop.onWire());
  }

  @Test
  void tellsTheFinalUri() {
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, "/c"))).next();
    Response response = Steps.response(Steps.decide(CONFIG, hop, Steps.reply(200)));
    assertEquals("http://a/c#f", response.uri().toString());
    assertEquals(2, response.meta().attempts());
    assertEquals(Duration.ofMillis(200), response.meta().onWire());
  }

  /** REDIRECT-01. */
  @ParameterizedTest
  @CsvSource({
    "301, GET, GET", "301, HEAD, HEAD", "301, POST, GET", "301, PUT, PUT", "301, DELETE, DELETE",
    "302, GET, GET", "302, HEAD, HEAD", "302, POST, GET", "302, PUT, PUT", "302, DELETE, DELETE",
    "303, GET, GET", "303, HEAD, HEAD", "303, POST, GET", "303, PUT, GET", "303, DELETE, GET",
    "307, GET, GET", "307, HEAD, HEAD", "307, POST, POST", "307, PUT, PUT", "307, PATCH, PATCH",
    "308, GET, GET", "308, HEAD, HEAD", "308, POST, POST", "308, PUT, PUT", "308, PATCH, PATCH"
  })
  void choosesTheMethod(int status, String before, String after) {
    Target target = Target.of("http://a/b").method(before).header("X", "y").body("body");
    Attempt attempt =
        Steps.first(target.header("Content-Type", "text/plain").header("Digest", "z"));
    Attempt hop = Steps.sent(Steps.decide(CONFIG, attempt, to(status, "/c"))).next();
    boolean kept = before.equals(after);
    assertEquals(after, hop.method());
    assertEquals(kept, hop.body().isPresent());
    assertEquals(kept, hop.headers().contains("Content-Type"));
    assertEquals(kept, hop.headers().contains("Digest"));
    assertTrue(hop.headers().contains("X"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 300, 304, 305, 306, 309, 399, 404})
  void followsNoOtherStatus(int status) {
    assertEquals(status, Steps.response(Steps.decide(CONFIG, GET, to(status, "/c"))).status());
  }

  @Test
  void deliversA3xxThatDoesNotSayWhereTo() {
    assertEquals(302, Steps.response(Steps.decide(CONFIG, GET, Steps.reply(302))).status());
  }

  @Test
  void followsNothingWithoutThePolicy() {
    FetcherConfig none = CONFIG.redirects(RedirectPolicy.none());
    assertEquals(302, Steps.response(Steps.decide(none, GET, to(302, "/c"))).status());
    assertEquals(302, Steps.response(Steps.decide(none, GET, to(302, "http://"))).status());
  }

  @Test
  void followsAsManyAsAllowed() {
    Attempt attempt = GET;
    for (int i = 1; i <= 5; i++) {
      attempt = Steps.sent(Steps.decide(CONFIG, attempt, to(302, "/" + i))).next();
    }
    assertEquals(5, attempt.hops().size());
    Failure failure = Steps.failure(Steps.decide(CONFIG, attempt, to(302, "/6")));
    assertEquals(Reason.REDIRECT, failure.reason());
    assertEquals("there are more redirects than the 5 allowed", failure.detail());
    assertEquals(6, failure.meta().attempts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b", "/b#g", "", "#g", "HTTP://A:80/b", "./d/../b", "/c"})
  void seesALoop(String location) {
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, "/c"))).next();
    Failure failure = Steps.failure(Steps.decide(CONFIG, hop, to(302, location)));
    assertEquals(Reason.REDIRECT, failure.reason());
    assertEquals(2, failure.meta().attempts());
  }

  /** Its Location is whole, whatever becomes of the body. */
  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"DISCONNECTED", "PROTOCOL", "BODY_TOO_LARGE", "TLS", "TIMEOUT"})
  void goesOnWhereTheBodyCannotBeUsed(Reason reason) {
    Attempt attempt = answered(302, "/c");
    Attempt hop = Steps.sent(Steps.decide(CONFIG, attempt, Steps.fault(reason))).next();
    assertEquals("http://a/c#f", hop.url().toUri().toString());
    assertEquals(2, hop.number());
    assertEquals(1, hop.tries());
    assertFalse(hop.fresh());
  }

  @Test
  void goesOnWhereTheBodyDoesNotEndInTime() {
    Attempt attempt = answered(302, "/c");
    Reply late = new Reply.TimedOut(Limit.ATTEMPT);
    assertEquals("/c", Steps.sent(Steps.decide(CONFIG, attempt, late)).next().url().path());
  }

  /** TIME-03, TIME-04: nothing is left for another hop. */
  @ParameterizedTest
  @CsvSource({"TARGET, TIMEOUT", "BATCH, DEADLINE"})
  void doesNotGoOnWhereTimeHasEnded(Limit limit, Reason reason) {
    Attempt attempt = answered(302, "/c");
    Failure failure = Steps.failure(Steps.decide(CONFIG, attempt, new Reply.TimedOut(limit)));
    assertEquals(reason, failure.reason());
    assertEquals(302, failure.head().orElseThrow().status());
  }

  @Test
  void makesNoRedirectOfAnotherReplyThatIsCutShort() {
    Reply.Fault fault = Steps.fault(Reason.PROTOCOL);
    for (int status : List.of(200, 300, 304, 404)) {
      Failure failure = Steps.failure(Steps.decide(CONFIG, answered(status, "/c"), fault));
      assertEquals(Reason.PROTOCOL, failure.reason());
      assertEquals(status, failure.head().orElseThrow().status());
    }
    FetcherConfig none = CONFIG.redirects(RedirectPolicy.none());
    Failure failure = Steps.failure(Steps.decide(none, answered(302, "/c"), fault));
    assertEquals(Reason.PROTOCOL, failure.reason());
  }

  @Test
  void isUnusableAlsoWhereTheBodyIs() {
    Reply.Fault fault = Steps.fault(Reason.DISCONNECTED);
    Failure failure = Steps.failure(Steps.decide(CONFIG, answered(302, "ftp://b/"), fault));
    assertEquals(Reason.REDIRECT, failure.reason());
    assertEquals("ftp://b/", failure.head().orElseThrow().headers().first("Location").orElse(""));
  }

  /** An attempt of whose reply the head has come. */
  private static Attempt answered(int status, String location) {
    Attempt attempt = Steps.first(Target.of("http://a/b#f"));
    attempt.progress().head(new Head(status, Headers.of("Location", location)));
    return attempt;
  }

  /** The URL at which it failed, not the one that was asked for first (OUT-06). */
  @Test
  void isNamedByAFailureBehindIt() {
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, "http://c/d?e"))).next();
    Failure failure = Steps.failure(Steps.decide(CONFIG, hop, Steps.fault(Reason.TLS)));
    assertEquals("http://c/d?e#f", failure.meta().uri().orElseThrow().toString());
    assertTrue(failure.head().isEmpty());
    Failure expired = (Failure) new Policy(CONFIG).expire(hop, Steps.LATER).outcome();
    assertEquals("http://c/d?e#f", expired.meta().uri().orElseThrow().toString());
    assertEquals(1, expired.meta().attempts());
  }

  /** CONN-04 speaks of a retry: the next hop is none. */
  @Test
  void asksForNoFreshConnectionForTheNextHop() {
    Attempt again = Steps.sent(Steps.decide(CONFIG, GET, Steps.fault(Reason.DISCONNECTED))).next();
    assertTrue(again.fresh());
    assertFalse(Steps.sent(Steps.decide(CONFIG, again, to(302, "/c"))).next().fresh());
  }

  /** The common answer to a form: the same place, another method. */
  @Test
  void takesAnotherMethodForNoLoop() {
    Attempt post = Steps.first(Target.of("http://a/b").method("POST").body("x"));
    Attempt hop = Steps.sent(Steps.decide(CONFIG, post, to(303, "/b"))).next();
    assertEquals("GET", hop.method());
    assertEquals(Reason.REDIRECT, Steps.failure(Steps.decide(CONFIG, hop, to(307, "/b"))).reason());
  }

  /** What the path is written like is the server's affair: it may well redirect to tidy it up. */
  @ParameterizedTest
  @CsvSource({"http://a/x/../b, /b", "http://a/%62, /b", "http://a//b, http://a/b"})
  void comparesUrlsAsTheyGoOnTheWire(String url, String location) {
    Attempt attempt = Steps.first(Target.of(url));
    Attempt hop = Steps.sent(Steps.decide(CONFIG, attempt, to(301, location))).next();
    assertEquals("http://a/b", hop.url().toUri().toString());
  }

  /** REDIRECT-02. */
  @ParameterizedTest
  @ValueSource(strings = {"http://a/", "http://b/", "http://a:443/"})
  void doesNotLeaveTls(String location) {
    Attempt secure = Steps.first(Target.of("https://a/"));
    Failure failure = Steps.failure(Steps.decide(CONFIG, secure, to(302, location)));
    assertEquals(Reason.REDIRECT, failure.reason());
    assertEquals("the redirect leads from https to http", failure.detail());
    assertNull(failure.cause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http:///b",
        "ftp://b/",
        "mailto:x",
        "http://b:0/",
        "http://b c/",
        "a\tb",
        "http://u:secret@b/",
        "//secret@b/",
        "javascript:alert(1)"
      })
  void failsWhereTheLocationIsUnusable(String location) {
    Failure failure = Steps.failure(Steps.decide(CONFIG, GET, to(302, location)));
    assertEquals(Reason.REDIRECT, failure.reason());
    assertTrue(failure.detail().startsWith("the Location of the redirect cannot be followed: "));
    assertFalse(failure.toString().contains("secret"));
    assertEquals(1, failure.meta().attempts());
  }

  @Test
  void followsALocationThatIsSaidTwice() {
    Reply twice = Steps.reply(302, "Location", "/c", "location", "/c");
    assertEquals("/c", Steps.sent(Steps.decide(CONFIG, GET, twice)).next().url().path());
    Reply different = Steps.reply(302, "Location", "/c", "location", "/d");
    assertEquals(Reason.REDIRECT, Steps.failure(Steps.decide(CONFIG, GET, different)).reason());
  }

  /** A client gives each byte as a character. */
  @Test
  void readsALocationInUtf8() {
    String bytes =
        new String(
            "http://bücher/ü?ö".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, bytes))).next();
    assertEquals("http://xn--bcher-kva/%C3%BC?%C3%B6#f", hop.url().toUri().toString());
  }

  @Test
  void passesOtherBytesOnAsTheyAre() {
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, "/\u00fc?\u00f6"))).next();
    assertEquals("http://a/%FC?%F6#f", hop.url().toUri().toString());
    Decision host = Steps.decide(CONFIG, GET, to(302, "http://b\u00fccher/"));
    assertEquals(Reason.REDIRECT, Steps.failure(host).reason());
  }

  @Test
  void readsALocationThatTheClientHasDecoded() {
    Attempt hop = Steps.sent(Steps.decide(CONFIG, GET, to(302, "/\u0142\u00fc"))).next();
    assertEquals("/%C5%82%C3%BC", hop.url().path());
  }

  /** REDIRECT-03. */
  @ParameterizedTest
  @ValueSource(strings = {"http://b/", "http://a:8080/", "https://a/", "https://a:80/"})
  void keepsOnlyAllowedFieldsForAnotherOrigin(String location) {
    Target target =
        Target.of("http://a/")
            .header("Authorization", "secret")
            .header("Cookie", "secret")
            .header("X-Api-Key", "secret")
            .header("Referer", "x")
            .header("accept", "y")
            .header("Accept-Language", "en")
            .header("User-Agent", "me");
    Attempt hop = Steps.sent(Steps.decide(CONFIG, Steps.first(target), to(307, location))).next();
    assertEquals(
        Headers.of(
            "accept", "y", "Accept-Language", "en", "User-Agent", "me", "Accept-Encoding", "gzip"),
        hop.headers());
  }

  @Test
  void doesNotGiveBackWhatItDropped() {
    Attempt attempt = Steps.first(Target.of("http://a/").header("Authorization", "secret"));
    Attempt away = Steps.sent(Steps.decide(CONFIG, attempt, to(302, "http://b/"))).next();
    Attempt back = Steps.sent(Steps.decide(CONFIG, away, to(302, "http://a/c"))).next();
    assertFalse(back.headers().contains("Authorization"));
    assertEquals(GET.headers(), back.headers());
  }

  @Test
  void keepsBodyAndOtherFieldsForTheSameOrigin() {
    Target target = Target.of("http://a/").method("POST").body("x").header("Authorization", "y");
    Attempt hop =
        Steps.sent(Steps.decide(CONFIG, Steps.first(target), to(308, "http://A:80/c"))).next();
    assertTrue(hop.headers().contains("Authorization"));
    assertTrue(hop.body().isPresent());
  }

  /** BODY-02: the target set it, wherever it leads. */
  @Test
  void leavesTheCodingToCallersWhoCareOnEveryHop() {
    Attempt attempt = Steps.first(Target.of("http://a/").header("Accept-Encoding", "br"));
    Attempt away = Steps.sent(Steps.decide(CONFIG, attempt, to(302, "http://b/"))).next();
    assertFalse(away.decode());
    assertFalse(away.headers().contains("Accept-Encoding"));
    Attempt near = Steps.sent(Steps.decide(CONFIG, attempt, to(302, "/b"))).next();
    assertEquals(List.of("br"), near.headers().all("Accept-Encoding"));
  }

  /** RETRY-01: three heads, and one more for the redirect. */
  @Test
  void sharesTheRetriesAmongTheHops() {
    Attempt second = Steps.sent(Steps.decide(CONFIG, GET, Steps.reply(503))).next();
    Attempt hop = Steps.sent(Steps.decide(CONFIG, second, to(302, "/c"))).next();
    assertEquals(3, hop.number());
    assertEquals(1, hop.tries());
    Attempt again = Steps.sent(Steps.decide(CONFIG, hop, Steps.reply(503))).next();
    assertEquals(4, again.number());
    assertEquals(2, again.tries());
    assertEquals("/c", again.url().path());
    assertEquals(503, Steps.response(Steps.decide(CONFIG, again, Steps.reply(503))).status());
  }

  @ParameterizedTest
  @CsvSource({"TARGET, TIMEOUT", "BATCH, DEADLINE"})
  void startsNoHopWhenNothingIsLeft(Limit nearest, Reason reason) {
    Moment moment = Steps.left(Duration.ZERO, nearest);
    Failure failure = Steps.failure(new Policy(CONFIG).decide(GET, to(302, "/c"), moment));
    assertEquals(reason, failure.reason());
    assertEquals(1, failure.meta().attempts());
  }

  private static Reply to(int status, String location) {
    return Steps.reply(status, "Location", location);
  }
}
