package dev.fetchfold.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.origin.Bytes.GzipField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final byte[] PLAIN = Bytes.repeat('p', 5000);

  @Test
  void codesAsTheJdkDecodes() throws IOException {
    assertArrayEquals(PLAIN, decoded(Bytes.gzip(PLAIN)));
    assertArrayEquals(PLAIN, decoded(Bytes.gzip(PLAIN, EnumSet.allOf(GzipField.class))));
    assertArrayEquals(new byte[5 << 20], decoded(Bytes.gzipOfZeros(5)));
  }

  @Test
  void aBombIsSmall() {
    assertTrue(Bytes.gzipOfZeros(1024).length < 2 << 20);
  }

  @Test
  void corruptBytesAreCorrupt() {
    byte[] coded = Bytes.gzip(PLAIN);
    assertThrows(IOException.class, () -> decoded(Bytes.corrupt(coded, -8)));
    assertThrows(IOException.class, () -> decoded(Bytes.corrupt(coded, -1)));
    assertThrows(IOException.class, () -> decoded(Bytes.first(coded, coded.length - 4)));
  }

  private static byte[] decoded(byte[] coded) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(coded)).readAllBytes();
  }
}
