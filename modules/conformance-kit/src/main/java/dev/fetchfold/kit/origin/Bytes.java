package dev.fetchfold.kit.origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Bytes for scripts. */
public final class Bytes {
  private Bytes() {}

  /**
   * A text, one byte per character.
   *
   * @param text characters up to U+00FF
   * @return its bytes
   */
  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * One after the other.
   *
   * @param parts any number
   * @return a new array
   */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /**
   * The same byte many times.
   *
   * @param value the byte
   * @param count how often
   * @return a new array
   */
  public static byte[] repeat(char value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /**
   * The beginning of some bytes.
   *
   * @param bytes more than that
   * @param count how many to keep
   * @return a new array
   */
  public static byte[] first(byte[] bytes, int count) {
    return Arrays.copyOf(bytes, count);
  }

  /**
   * One gzip member.
   *
   * @param plain what to code
   * @return the member, with checksum and length
   */
  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return coded.toByteArray();
  }

  /**
   * With one byte changed.
   *
   * @param bytes the original
   * @param index which byte, from the end where negative
   * @return a new array
   */
  public static byte[] corrupt(byte[] bytes, int index) {
    byte[] changed = bytes.clone();
    changed[index < 0 ? bytes.length + index : index] ^= 0x55;
    return changed;
  }
}
