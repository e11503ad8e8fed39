package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.url.Urls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Target TARGET =
      Target.of("http://a/?secret").method("PUT").header("X-A", "secret").body("secret");

  @Test
  void beginsAsItsTargetSays() throws Exception {
    Attempt first = first();
    assertEquals(7, first.index());
    assertSame(TARGET, first.target());
    assertEquals(List.of(1, 1), List.of(first.number(), first.tries()));
    assertEquals("PUT", first.method());
    assertEquals(Headers.of("X-A", "secret"), first.headers());
    assertEquals(6, first.body().orElseThrow().length);
    assertTrue(first.decode());
    assertEquals(List.of(), first.hops());
    assertEquals(Duration.ZERO, first.onWire());
    assertFalse(first.fresh());
    Target ranged = TARGET.header("Range", "bytes=0-");
    assertFalse(Attempt.first(0, ranged, first.url()).decode());
  }

  @Test
  void isAValue() throws Exception {
    Attempt first = first();
    Attempt same = first.method("PUT");
    assertNotSame(first, same);
    assertEquals(first, same);
    assertEquals(first.hashCode(), same.hashCode());
    assertNotEquals(first, first.method("GET"));
    assertNotEquals(first, first.url(Urls.parse("http://b/")));
    assertNotEquals(first, first.headers(Headers.empty()));
    assertNotEquals(first, first.progress(new Progress()));
    assertTrue(first.afresh().fresh());
    assertFalse(first.fresh());
    assertEquals("7#1 PUT http://a/", first.toString());
  }

  /** What was asked stays; of the new one nothing has come, and it need not be fresh. */
  @Test
  void countsOn() throws Exception {
    Attempt first = first().afresh();
    Attempt next = first.next(Duration.ofSeconds(2), parts -> parts.tries++);
    assertEquals(List.of(2, 2), List.of(next.number(), next.tries()));
    assertEquals(Duration.ofSeconds(2), next.onWire());
    assertEquals(Duration.ofSeconds(3), next.next(Duration.ofSeconds(1), parts -> {}).onWire());
    assertFalse(next.fresh());
    assertNotSame(first.progress(), next.progress());
    assertSame(first.url(), next.url());
    assertEquals(first.headers(), next.headers());
  }

  private static Attempt first() throws Urls.Unusable {
    return Attempt.first(7, TARGET, Urls.parse(TARGET.url()));
  }
}
