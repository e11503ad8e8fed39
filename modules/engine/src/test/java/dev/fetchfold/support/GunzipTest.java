package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BODY-02, RFC 1952. */
class GunzipTest {
  private static final byte[] HELLO = "Hello, hello, hello!".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CODED = Gzip.of(HELLO);

  /** Every combination of the optional header fields, byte by byte. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 16, 3, 6, 12, 24, 28, 30, 31, 18, 20, 10})
  void readsEveryHeader(int flags) throws Exception {
    byte[] coded = member(flags, HELLO);
    assertArrayEquals(HELLO, decoded(coded, coded.length));
    assertArrayEquals(HELLO, decoded(coded, 1));
  }

  @Test
  void readsAnEmptyExtraField() throws Exception {
    byte[] coded = join(hex("1f8b080400000000000300"), hex("00"), tail(HELLO));
    assertArrayEquals(HELLO, decoded(coded, coded.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"08", "10"})
  void refusesATextWithoutEnd(String flag) throws Exception {
    byte[] begun = hex("1f8b08" + flag + "000000000000");
    byte[] text = new byte[Gunzip.LARGEST_HEADER];
    Arrays.fill(text, (byte) 'a');
    assertEquals("is cut short", corrupt(join(begun, text), 1 << 10));
    byte[] longer = join(begun, text, hex("61"));
    assertEquals("has a header over 131072 bytes", corrupt(longer, 1 << 10));
  }

  /** Wherever it is cut into two pieces. */
  @Test
  void readsAcrossEveryBoundary() throws Exception {
    byte[] coded = join(member(31, HELLO), member(0, HELLO), new byte[3]);
    byte[] expected = join(HELLO, HELLO);
    for (int cut = 0; cut <= coded.length; cut++) {
      Decoding decoding = new Decoding();
      decoding.push(Arrays.copyOfRange(coded, 0, cut));
      decoding.push(Arrays.copyOfRange(coded, cut, coded.length));
      assertArrayEquals(expected, decoding.end());
    }
  }

  @Test
  void readsManyMembers() throws Exception {
    byte[] coded = join(CODED, Gzip.of(new byte[0]), member(2, HELLO), member(30, HELLO));
    for (int piece : new int[] {1, 7, coded.length}) {
      assertArrayEquals(join(HELLO, HELLO, HELLO), decoded(coded, piece));
    }
  }

  @Test
  void readsAnEmptyMember() throws Exception {
    assertArrayEquals(new byte[0], decoded(Gzip.of(new byte[0]), 1));
  }

  @Test
  void takesNothingForNothing() throws Exception {
    assertArrayEquals(new byte[0], decoded(new byte[0], 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 10_000})
  void readsOverZerosAtTheEnd(int zeros) throws Exception {
    byte[] coded = join(CODED, new byte[zeros]);
    assertArrayEquals(HELLO, decoded(coded, coded.length));
    assertArrayEquals(HELLO, decoded(coded, 1));
  }

  /** Cut short anywhere: an error, never a shorter body. */
  @Test
  void refusesEveryTruncation() {
    byte[] coded = join(member(31, HELLO), member(0, HELLO));
    int first = member(31, HELLO).length;
    for (int length = 1; length < coded.length; length++) {
      byte[] cut = Arrays.copyOf(coded, length);
      if (length == first) {
        assertDoesNotThrow(() -> decoded(cut, cut.length));
      } else {
        assertEquals("is cut short", corrupt(cut, cut.length), "at " + length);
      }
    }
  }

  /** With a header checksum. Only bits that deflate leaves unused between blocks may change. */
  @Test
  void refusesEveryChangedBit() {
    byte[] coded = member(30, HELLO);
    int header = coded.length - tail(HELLO).length;
    for (int bit = 0; bit < coded.length * 8; bit++) {
      byte[] changed = coded.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      boolean data = bit / 8 >= header && bit / 8 < coded.length - 8;
      assertTrue(isCorrupt(changed) || data, "bit " + bit);
    }
  }

  /** True, or it must come out as it went in. */
  private static boolean isCorrupt(byte[] coded) {
    try {
      assertArrayEquals(HELLO, decoded(coded, coded.length));
      return false;
    } catch (Gunzip.Corrupt e) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00, does not begin as gzip",
    "1f00, does not begin as gzip",
    "789c, does not begin as gzip",
    "1f8b07, has an unknown method",
    "1f8b0820, has unknown flags",
    "1f8b0880, has unknown flags"
  })
  void refusesOtherFormatsAtOnce(String bytes, String message) {
    assertEquals(message, corrupt(hex(bytes), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "41, does not begin as gzip",
    "1f, is cut short",
    "1f8b, is cut short",
    "1f8c, does not begin as gzip",
    "0041, is followed by something else",
    "001f8b08, is followed by something else"
  })
  void refusesWhatFollows(String bytes, String message) {
    assertEquals(message, corrupt(join(CODED, hex(bytes)), 1));
  }

  @Test
  void comparesChecksumAndLength() {
    byte[] checksum = CODED.clone();
    checksum[CODED.length - 5] ^= 1;
    assertEquals("has a wrong checksum", corrupt(checksum, 3));
    byte[] length = CODED.clone();
    length[CODED.length - 1] ^= 1;
    assertEquals("has a wrong length", corrupt(length, 3));
    byte[] header = member(2, HELLO);
    header[10] ^= 1;
    assertEquals("has a header with a wrong checksum", corrupt(header, 3));
  }

  @Test
  void refusesCorruptData() {
    byte[] coded = CODED.clone();
    coded[10] = 0x07; // the last block, of the type that is reserved
    assertEquals("has corrupt data", corrupt(coded, coded.length));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithTheJdk(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] plain = new byte[random.nextInt(100_000)];
      for (int at = 0; at < plain.length; at++) {
        plain[at] = (byte) random.nextInt(1 + i);
      }
      byte[] coded = Gzip.of(plain);
      assertArrayEquals(plain, decoded(coded, 1 + random.nextInt(coded.length)));
    }
  }

  /** Whatever comes in: decoded, or corrupt, and nothing else. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void survivesNoise(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] coded = member(random.nextInt(32), HELLO);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        coded[random.nextInt(coded.length)] = (byte) random.nextInt();
      }
      try {
        assertArrayEquals(HELLO, decoded(coded, 1 + random.nextInt(coded.length)));
      } catch (Gunzip.Corrupt expected) {
        assertEquals(null, expected.getCause());
      }
    }
  }

  @Test
  void readsDirectBuffersAndReadOnlyOnes() throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(CODED.length).put(CODED).flip();
    assertArrayEquals(HELLO, decoded(direct));
    assertArrayEquals(HELLO, decoded(ByteBuffer.wrap(CODED).asReadOnlyBuffer()));
  }

  private static byte[] decoded(ByteBuffer coded) throws Exception {
    Decoding decoding = new Decoding();
    decoding.gunzip.push(coded);
    assertEquals(0, coded.remaining());
    return decoding.end();
  }

  private static String corrupt(byte[] coded, int piece) {
    return String.valueOf(
        assertThrows(Gunzip.Corrupt.class, () -> decoded(coded, piece)).getMessage());
  }

  private static byte[] decoded(byte[] coded, int piece) throws Gunzip.Corrupt {
    Decoding decoding = new Decoding();
    for (int at = 0; at < coded.length; at += piece) {
      decoding.push(Arrays.copyOfRange(coded, at, Math.min(coded.length, at + piece)));
    }
    return decoding.end();
  }

  /** A decoder, and what has come out of it. */
  private static final class Decoding {
    final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    final Gunzip gunzip = new Gunzip((bytes, length) -> decoded.write(bytes, 0, length));

    void push(byte[] piece) throws Gunzip.Corrupt {
      try {
        gunzip.push(ByteBuffer.wrap(piece));
      } catch (FaultException e) {
        throw new AssertionError(e);
      }
    }

    byte[] end() throws Gunzip.Corrupt {
      gunzip.end();
      gunzip.close();
      return decoded.toByteArray();
    }
  }

  /** A member with the optional fields that the flags announce. */
  private static byte[] member(int flags, byte[] plain) {
    byte[] header = hex("1f8b08" + HexFormat.of().toHexDigits((byte) flags) + "010203040003");
    if ((flags & 4) != 0) {
      header = join(header, hex("0300616200"));
    }
    if ((flags & 8) != 0) {
      header = join(header, "name\0".getBytes(StandardCharsets.ISO_8859_1));
    }
    if ((flags & 16) != 0) {
      header = join(header, "comment\0".getBytes(StandardCharsets.ISO_8859_1));
    }
    if ((flags & 2) != 0) {
      header = join(header, Arrays.copyOf(littleEndian(crc(header)), 2));
    }
    return join(header, tail(plain));
  }

  private static byte[] tail(byte[] plain) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] data = new byte[plain.length + 100];
    int length = deflater.deflate(data);
    deflater.end();
    return join(Arrays.copyOf(data, length), littleEndian(crc(plain)), littleEndian(plain.length));
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static byte[] littleEndian(long number) {
    return new byte[] {
      (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)
    };
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
