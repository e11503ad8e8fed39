package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final Target TARGET = Target.of("http://a/");

  /** BATCH-05: a URL is data. */
  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "http://", "http://u:p@a/", "\0", "http://a/ b"})
  void takesAnyStringForAUrl(String url) {
    assertEquals(url, Target.of(url).url());
  }

  @Test
  void begins() {
    assertEquals("GET", TARGET.method());
    assertEquals(Headers.empty(), TARGET.headers());
    assertEquals(Optional.empty(), TARGET.body());
    assertEquals(Optional.empty(), TARGET.tag());
    assertEquals(Optional.empty(), TARGET.attemptTimeout());
    assertEquals(Optional.empty(), TARGET.within());
    assertEquals(Duration.ZERO, TARGET.after());
    assertEquals(OptionalLong.empty(), TARGET.maxBodyBytes());
    assertEquals("http://a/b", Target.of(URI.create("http://a/b")).url());
  }

  @Test
  void keepsWhatItIsGiven() {
    Object tag = new Object();
    Target target =
        TARGET
            .method("PUT")
            .header("A", " b ")
            .header("a", "c")
            .body("ü")
            .tag(tag)
            .attemptTimeout(Duration.ofSeconds(1))
            .within(Duration.ofSeconds(2))
            .after(Duration.ofSeconds(3))
            .maxBodyBytes(4L << 30);
    assertEquals("PUT", target.method());
    assertEquals(Headers.of("A", "b", "a", "c"), target.headers());
    assertArrayEquals("ü".getBytes(StandardCharsets.UTF_8), target.body().orElseThrow());
    assertSame(tag, target.tag().orElseThrow());
    assertEquals(Optional.of(Duration.ofSeconds(1)), target.attemptTimeout());
    assertEquals(Optional.of(Duration.ofSeconds(2)), target.within());
    assertEquals(Duration.ofSeconds(3), target.after());
    assertEquals(OptionalLong.of(4L << 30), target.maxBodyBytes());
    assertEquals(Headers.empty(), TARGET.headers());
  }

  @Test
  void copiesItsBody() {
    byte[] bytes = {1, 2};
    Target target = TARGET.body(bytes);
    bytes[0] = 9;
    assertArrayEquals(new byte[] {1, 2}, target.body().orElseThrow());
    assertNotSame(target.body().orElseThrow(), target.body().orElseThrow());
  }

  /** SEC-03. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "TE",
        "Expect",
        "EXPECT"
      })
  void refusesFieldsThatFrameOrRoute(String name) {
    assertEquals(
        "header "
            + name
            + " is set by the fetcher, expected a field that does not frame the request",
        refused(() -> TARGET.header(name, "x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "\0", "ä", "a(", "\"a\"", "a/b", "{a}"})
  void refusesNamesThatAreNoTokens(String name) {
    String shown = name.replaceAll("[^\\x20-\\x7e]", "?");
    assertEquals(
        "header name is \"" + shown + "\", expected a token such as Accept",
        refused(() -> TARGET.header(name, "x")));
  }

  @ParameterizedTest
  @CsvSource({"000D, 6", "000A, 6", "0000, 6", "0100, 6", "4F8B, 6"})
  void refusesValuesThatWouldEndTheLine(String hex, int at) {
    String value = "secret" + (char) Integer.parseInt(hex, 16) + "X: y";
    String message = refused(() -> TARGET.header("A", value));
    assertEquals(
        "the value of header A has U+"
            + hex
            + " at "
            + at
            + ", expected neither CR, LF nor NUL, and nothing above U+00FF",
        message);
    assertFalse(message.contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CONNECT", "G ET", "GET\r\n", "GET ", "GÄT"})
  void refusesOtherMethods(String method) {
    assertEquals(
        "method is \""
            + method.replaceAll("[^\\x20-\\x7e]", "?")
            + "\", expected a token such as GET, other than CONNECT",
        refused(() -> TARGET.method(method)));
  }

  /** BATCH-06. */
  @ParameterizedTest
  @CsvSource({
    "PT0S, 'attemptTimeout is PT0S, expected a duration of more than zero'",
    "PT-1S, 'attemptTimeout is PT-1S, expected a duration of more than zero'"
  })
  void refusesDurationsThatCannotBeMeant(Duration duration, String message) {
    assertEquals(message, refused(() -> TARGET.attemptTimeout(duration)));
    assertEquals(
        message.replace("attemptTimeout", "within"), refused(() -> TARGET.within(duration)));
  }

  @Test
  void refusesADelayBelowZero() {
    assertEquals(
        "after is PT-1S, expected a duration of zero or more",
        refused(() -> TARGET.after(Duration.ofSeconds(-1))));
  }

  @Test
  void refusesACapBelowZero() {
    assertEquals("maxBodyBytes is -1, expected 0 or more", refused(() -> TARGET.maxBodyBytes(-1)));
    assertEquals(OptionalLong.of(0), TARGET.maxBodyBytes(0).maxBodyBytes());
  }

  @Test
  void saturatesDurations() {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    Duration longer = Duration.ofSeconds(Long.MAX_VALUE);
    assertEquals(longest, TARGET.within(longer).within().orElseThrow());
    assertEquals(longest, TARGET.attemptTimeout(longer).attemptTimeout().orElseThrow());
    assertEquals(longest, TARGET.after(longer).after());
  }

  /** SEC-04. */
  @Test
  void showsNoCredential() {
    Target target =
        Target.of("http://u:secret@a/b?token=secret#secret")
            .method("POST")
            .header("Authorization", "secret")
            .body("secret")
            .tag("secret");
    assertEquals("POST http://***@a/b", target.toString());
  }

  private static String refused(org.junit.jupiter.api.function.Executable executable) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
