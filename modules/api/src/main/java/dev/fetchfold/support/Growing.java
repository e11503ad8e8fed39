package dev.fetchfold.support;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array of bytes that grows as they arrive, in proportion to what has arrived: a length that was
 * announced saves copies but is never trusted with memory.
 */
final class Growing {
  /** What an announced length may cost at once. */
  private static final int FIRST = 64 << 10;

  private static final int UNANNOUNCED = 4 << 10;

  private final long announced;
  private byte[] bytes = new byte[0];
  private int size;

  /**
   * Holds nothing yet.
   *
   * @param announced how many bytes are said to come; 0 if nobody knows
   */
  Growing(long announced) {
    this.announced = announced;
  }

  void add(byte[] more, int length) {
    makeRoom(length);
    System.arraycopy(more, 0, bytes, size, length);
    size += length;
  }

  void add(ByteBuffer more) {
    int length = more.remaining();
    makeRoom(length);
    more.get(bytes, size, length);
    size += length;
  }

  int size() {
    return size;
  }

  /** All bytes in an array of their exact number, perhaps the one they grew in. */
  byte[] exact() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void makeRoom(int length) {
    int needed = size + length;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity(needed));
    }
  }

  private int capacity(int needed) {
    long grown = Math.max(needed, 2L * bytes.length);
    long trusted = Math.min(announced, Math.max(FIRST, 4L * needed));
    long wanted = needed <= announced ? trusted : Math.max(grown, UNANNOUNCED);
    return Math.clamp(wanted, needed, Integer.MAX_VALUE - 8);
  }
}
