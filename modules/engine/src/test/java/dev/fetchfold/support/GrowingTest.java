package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTest {
  private static final int MOST = 16 << 20;

  /** A cap may be larger than an array can be. */
  @Test
  void knowsTheLargestArray() {
    Growing growing = new Growing(10, Long.MAX_VALUE);
    growing.add(ByteBuffer.allocate(100));
    assertEquals(100, growing.exact().length);
  }

  @Test
  void takesNoRoomForNothing() {
    assertEquals(0, new Growing(MOST, MOST).capacity());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 280, 65_536, 100_000, 5_000_000})
  void needsNoCopyAtTheEndWhereTheLengthWasTold(int length) {
    Growing growing = new Growing(length, MOST);
    for (int at = 0; at < length; at += 1_000) {
      growing.add(ByteBuffer.allocate(Math.min(1_000, length - at)));
    }
    assertEquals(length, growing.capacity());
    assertSame(growing.exact(), growing.exact());
  }

  /** However much is announced: a reply that does not come costs next to nothing. */
  @ParameterizedTest
  @CsvSource({"16777216, 1", "16777216, 100000", "999999999, 1", "999999999, 3000000"})
  void trustsAnAnnouncementOnlySoFar(int announced, int comes) {
    Growing growing = new Growing(announced, MOST);
    growing.add(ByteBuffer.allocate(comes));
    assertTrue(growing.capacity() <= Math.max(64 << 10, 4 * comes));
  }

  @Test
  void takesNoMoreRoomThanThereCanBeBytes() {
    Growing growing = new Growing(0, 10_000);
    growing.add(ByteBuffer.allocate(9_000));
    growing.add(ByteBuffer.allocate(1));
    assertEquals(10_000, growing.capacity());
  }

  /** The bytes copied while growing are a small multiple of those that come. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8 << 20})
  void growsInProportion(int announced) {
    Growing growing = new Growing(announced, MOST);
    long copied = 0;
    for (int at = 0; at < 8 << 20; at += 1_024) {
      int before = growing.capacity();
      growing.add(ByteBuffer.allocate(1_024));
      copied += growing.capacity() == before ? 0 : before;
    }
    assertTrue(copied <= 8 << 20, () -> "grew too often");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void keepsEveryByte(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 50; run++) {
      byte[] all = new byte[random.nextInt(200_000)];
      random.nextBytes(all);
      Growing growing = new Growing(random.nextInt(300_000), MOST);
      int at = 0;
      while (at < all.length) {
        int length = Math.min(all.length - at, random.nextInt(20_000));
        growing.add(ByteBuffer.wrap(all, at, length));
        at += length;
      }
      assertArrayEquals(all, growing.exact());
    }
  }
}
