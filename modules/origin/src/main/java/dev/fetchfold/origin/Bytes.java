package dev.fetchfold.origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bytes for scripts. */
public final class Bytes {
  private static final int GZIP_HEADER = 10;

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
   * One gzip member of zeros. Only the first two mebibytes are compressed: what the second becomes
   * after the first, every further one becomes too.
   *
   * @param mebibytes how many, decoded; 2 or more
   * @return about a thousandth of that
   */
  public static byte[] gzipOfZeros(int mebibytes) {
    byte[] zeros = new byte[1 << 20];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] first = deflated(deflater, zeros);
    byte[] further = deflated(deflater, zeros);
    deflater.end();
    CRC32 checksum = new CRC32();
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    coded.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    for (int i = 0; i < mebibytes; i++) {
      coded.writeBytes(i == 0 ? first : further);
      checksum.update(zeros);
    }
    coded.writeBytes(new byte[] {3, 0}); // a last block without content
    coded.writeBytes(littleEndian(checksum.getValue()));
    coded.writeBytes(littleEndian((long) mebibytes << 20));
    return coded.toByteArray();
  }

  private static byte[] deflated(Deflater deflater, byte[] plain) {
    byte[] room = new byte[plain.length];
    deflater.setInput(plain);
    int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(room, length);
  }

  private static byte[] littleEndian(long value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  /** An optional field of a gzip header (RFC 1952 §2.3.1). */
  public enum GzipField {
    /** A checksum of the header itself. */
    CHECKSUM(2),
    /** An extra field. */
    EXTRA(4),
    /** A file name. */
    NAME(8),
    /** A comment. */
    COMMENT(16);

    private final int flag;

    GzipField(int flag) {
      this.flag = flag;
    }
  }

  /**
   * One gzip member with optional fields in its header.
   *
   * @param plain what to code
   * @param fields which fields
   * @return the member
   */
  public static byte[] gzip(byte[] plain, Set<GzipField> fields) {
    int flags = fields.stream().mapToInt(field -> field.flag).sum();
    byte[] header = {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3};
    if (fields.contains(GzipField.EXTRA)) {
      header = concat(header, new byte[] {6, 0, 'A', 'p', 2, 0, 1, 2});
    }
    if (fields.contains(GzipField.NAME)) {
      header = concat(header, latin1("name.txt\0"));
    }
    if (fields.contains(GzipField.COMMENT)) {
      header = concat(header, latin1("a comment\0"));
    }
    if (fields.contains(GzipField.CHECKSUM)) {
      CRC32 checksum = new CRC32();
      checksum.update(header);
      header = concat(header, first(littleEndian(checksum.getValue()), 2));
    }
    byte[] coded = gzip(plain);
    return concat(header, Arrays.copyOfRange(coded, GZIP_HEADER, coded.length));
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
