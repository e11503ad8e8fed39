package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final byte[] BYTES = {'a', (byte) 0xe9};
  private static final Body BODY = Body.of(BYTES.clone(), StandardCharsets.ISO_8859_1);

  @Test
  void givesItsBytes() throws IOException {
    assertEquals(2, BODY.size());
    assertTrue(BODY.isKept());
    assertArrayEquals(BYTES, BODY.bytes());
    assertArrayEquals(BYTES, BODY.stream().readAllBytes());
    assertEquals("a\u00e9", BODY.text());
    assertTrue(BODY.buffer().isReadOnly());
    BODY.bytes()[0] = 0;
    assertArrayEquals(BYTES, BODY.bytes());
  }

  /** BODY-05. */
  @Test
  void replacesMalformedInput() {
    assertEquals("a\uFFFD", Body.of(BYTES.clone(), StandardCharsets.UTF_8).text());
  }

  /** BODY-03. */
  @Test
  void hasNoBytesWhereTheyWereDropped() {
    Body dropped = Body.dropped(5_000_000_000L);
    assertEquals(5_000_000_000L, dropped.size());
    assertFalse(dropped.isKept());
    IllegalStateException refused = assertThrows(IllegalStateException.class, dropped::text);
    assertEquals(
        "the body of 5000000000 bytes was not kept: the fetcher was configured to count bodies",
        refused.getMessage());
    assertThrows(IllegalStateException.class, dropped::bytes);
    assertThrows(IllegalStateException.class, dropped::buffer);
    assertThrows(IllegalStateException.class, dropped::stream);
  }

  @Test
  void comparesByContent() {
    Body same = Body.of(BYTES.clone(), StandardCharsets.ISO_8859_1);
    assertEquals(BODY, same);
    assertEquals(BODY.hashCode(), same.hashCode());
    assertNotEquals(BODY, Body.of(BYTES.clone(), StandardCharsets.UTF_8));
    assertNotEquals(BODY, Body.dropped(2));
    assertEquals(Body.empty(), Body.of(new byte[0], StandardCharsets.UTF_8));
  }

  /** SEC-04. */
  @Test
  void showsItsSizeOnly() {
    assertEquals("2 bytes", BODY.toString());
  }
}
