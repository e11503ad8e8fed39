package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static final Headers HEADERS = Headers.of("A", "1", "b", "2", "a", "3");

  @Test
  void findsNamesWithoutCase() {
    assertEquals(Optional.of("1"), HEADERS.first("a"));
    assertEquals(List.of("1", "3"), HEADERS.all("A"));
    assertTrue(HEADERS.contains("B"));
    assertFalse(HEADERS.contains("c"));
    assertEquals(Optional.empty(), HEADERS.first("c"));
    assertEquals(List.of(), HEADERS.all("c"));
  }

  @Test
  void keepsOrderAndSpelling() {
    List<String> names = HEADERS.fields().stream().map(Headers.Field::name).toList();
    assertEquals(List.of("A", "b", "a"), names);
    assertEquals(HEADERS, Headers.of("A", "1", "b", "2").with("a", "3"));
    assertThrows(UnsupportedOperationException.class, () -> HEADERS.fields().clear());
    assertThrows(UnsupportedOperationException.class, () -> HEADERS.iterator().remove());
  }

  @Test
  void comparesNamesWithoutCase() {
    Headers same = Headers.of("a", "1", "B", "2", "A", "3");
    assertEquals(HEADERS, same);
    assertEquals(HEADERS.hashCode(), same.hashCode());
    assertNotEquals(HEADERS, Headers.of("b", "2", "A", "1", "a", "3"));
    assertNotEquals(HEADERS, Headers.of("A", "1", "b", "2"));
    assertNotEquals(Headers.of("A", "x"), Headers.of("A", "X"));
    assertEquals(Headers.empty(), Headers.of(List.of()));
  }

  @Test
  void refusesHalfAField() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Headers.of("A"));
    assertEquals("got 1 strings, expected names and values by turns", refused.getMessage());
  }

  /** SEC-04: only fields that are known to be harmless are shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "WWW-Authenticate",
        "X-Api-Key",
        "Location",
        "Referer",
        "anything"
      })
  void showsNoValueThatMayBeACredential(String name) {
    assertEquals("[" + name + ": …]", Headers.of(name, "secret").toString());
    assertEquals(name + ": …", new Headers.Field(name, "secret").toString());
  }

  @Test
  void showsHarmlessFields() {
    assertEquals("[CONTENT-TYPE: text/html]", Headers.of("CONTENT-TYPE", "text/html").toString());
  }
}
