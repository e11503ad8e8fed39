package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {

  @ParameterizedTest
  @CsvSource({"100, false", "199, false", "200, true", "299, true", "300, false", "999, false"})
  void isOkFor2xx(int status, boolean ok) {
    assertEquals(ok, Samples.response(0, status).ok());
  }

  @Test
  void isAResponse() {
    Response response = Samples.response(4, 404);
    assertSame(response, response.orThrow());
    assertEquals(Optional.of(response), response.response());
    assertEquals(Optional.empty(), response.failure());
    assertEquals(4, response.index());
    assertEquals("Response[4 404 http://a/4 5 bytes]", response.toString());
  }

  @Test
  void isAFailure() {
    IOException cause = new IOException("below");
    Failure failure =
        Failure.builder(Samples.meta(4), Reason.CONNECT, "nobody there").cause(cause).build();
    assertFalse(failure.ok());
    assertEquals(Optional.of(failure), failure.failure());
    assertEquals(Optional.empty(), failure.response());
    assertEquals(Optional.of(cause), failure.rootCause());
    assertEquals(Optional.empty(), failure.head());
    assertEquals("Failure[4 CONNECT GET http://a/4: nobody there]", failure.toString());
    FetchException thrown = assertThrows(FetchException.class, failure::orThrow);
    assertSame(failure, thrown.failure());
    assertSame(cause, thrown.getCause());
    assertEquals("CONNECT for GET http://a/4: nobody there", thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 1000})
  void refusesWhatIsNoStatus(int status) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Samples.response(0, status));
    assertEquals("status is " + status + ", expected 100 to 999", refused.getMessage());
  }

  @Test
  void hasAProtocol() {
    Response response = Samples.response(4, 200);
    assertEquals("http/1.1", response.protocol());
    Response other = response.toBuilder().protocol("h2").build();
    assertEquals("h2", other.protocol());
    assertNotEquals(response, other);
    refused(
        "protocol is \"\", expected a name of ALPN such as http/1.1",
        () -> response.toBuilder().protocol(""));
  }

  @Test
  void refusesWhatNoRunProduces() {
    Target target = Target.of("x");
    refused("index is -1, expected 0 or more", () -> Meta.builder(-1, target));
    refused("attempts is -1, expected 0 or more", () -> Meta.builder(0, target).attempts(-1));
    Duration negative = Duration.ofSeconds(-1);
    refused(
        "elapsed is PT-1S, expected a duration of zero or more",
        () -> Meta.builder(0, target).elapsed(negative));
    refused(
        "onWire is PT-1S, expected a duration of zero or more",
        () -> Meta.builder(0, target).onWire(negative));
  }

  private static void refused(String message, Executable builds) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, builds).getMessage());
  }

  /** What was built stays as it is, whatever becomes of its builder. */
  @Test
  void isAValue() {
    Response response = Samples.response(4, 404);
    Response.Builder responses = response.toBuilder();
    Response same = responses.build();
    equal(response, same);
    assertNotEquals(response, responses.status(200).build());
    assertNotEquals(response, responses.status(404).uri(URI.create("http://b/")).build());
    assertEquals(404, same.status());
    Failure failure = Samples.failure(4, Reason.TLS);
    Failure.Builder failures = failure.toBuilder();
    equal(failure, failures.build());
    assertNotEquals(failure, failures.reason(Reason.CONNECT).build());
    assertNotEquals(failure, failures.reason(Reason.TLS).detail("other").build());
    Meta meta = failure.meta();
    Meta.Builder metas = meta.toBuilder();
    equal(meta, metas.build());
    assertNotEquals(meta, metas.index(5).build());
    assertEquals(5, failure.toBuilder().meta(metas.build()).build().index());
    assertEquals(5, response.toBuilder().meta(metas.build()).build().index());
    assertEquals(4, meta.index());
  }

  private static void equal(Object one, Object other) {
    assertNotSame(one, other);
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
  }

  /** SEC-04. */
  @Test
  void showsNoCredential() {
    Target target =
        Target.of("http://u:secret@a/?secret").header("Authorization", "secret").body("secret");
    URI uri = URI.create("http://u:secret@a/?secret#secret");
    Meta meta = Meta.builder(0, target).attempts(1).uri(uri).build();
    Headers headers = Headers.of("Set-Cookie", "secret");
    Response response = Response.builder(meta, uri, 200).headers(headers).build();
    Head head = new Head(200, headers);
    Failure failure = Failure.builder(meta, Reason.BODY_TOO_LARGE, "too large").head(head).build();
    hidden(head);
    hidden(response);
    hidden(failure);
    hidden(meta);
    hidden(new FetchException(failure));
    hidden(new FetchEvent.AttemptStarted(0, target, 1, uri));
    hidden(
        new FetchEvent.AttemptEnded(
            0, target, 1, OptionalInt.of(200), Optional.empty(), Duration.ZERO));
    hidden(new FetchEvent.Settled(response));
    hidden(new FetchEvent.Delivered(failure));
    hidden(Batch.of(target));
    hidden(new Source.Known(java.util.List.of(target)));
  }

  private static void hidden(Object shown) {
    assertFalse(shown.toString().contains("secret"), shown::toString);
    assertTrue(shown.toString().length() > 1);
  }
}
