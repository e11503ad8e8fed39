package dev.fetchfold.support;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array of bytes that grows as they arrive, in proportion to what has arrived: a length that was
 * announced saves copies but is never trusted with memory.
 */
final class Growing {
  /** No array is larger, in any JVM. */
  static final int LARGEST = Integer.MAX_VALUE - 8;

  /** What an announced length may cost at once. */
  private static final int FIRST = 64 << 10;

  private static final int UNANNOUNCED = 4 << 10;

  private final long announced;
  private final int most;
  private byte[] bytes = new byte[0];
  private int size;

  /**
   * Holds nothing yet.
   *
   * @param announced how many bytes are said to come; 0 if nobody knows
   * @param most how many there can be
   */
  Growing(long announced, long most) {
    this.announced = announced;
    this.most = (int) Math.min(most, LARGEST);
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

  /** All bytes in an array of their exact number, perhaps the one they grew in. */
  byte[] exact() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** The room taken, for the bytes that have come and those that may. */
  int capacity() {
    return bytes.length;
  }

  private void makeRoom(int length) {
    int needed = size + length;
    if (needed > bytes.length) {
      long wanted = needed <= announced ? trusted(needed) : grown();
      bytes = Arrays.copyOf(bytes, Math.clamp(wanted, needed, Math.max(needed, most)));
    }
  }

  private long trusted(int needed) {
    return Math.min(announced, Math.max(FIRST, 4L * needed));
  }

  private long grown() {
    return Math.max(UNANNOUNCED, 2L * bytes.length);
  }
}
