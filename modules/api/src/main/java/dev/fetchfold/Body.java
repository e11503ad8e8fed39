package dev.fetchfold;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response: its bytes, or only its size where bodies are not kept (BODY-03).
 *
 * <p>The size is that of the decoded body: without transfer coding and gzip.
 */
public final class Body {
  private static final Body EMPTY = new Body(new byte[0], 0, StandardCharsets.UTF_8);

  private final byte @Nullable [] bytes;
  private final long size;
  private final Charset charset;

  private Body(byte @Nullable [] bytes, long size, Charset charset) {
    this.bytes = bytes;
    this.size = size;
    this.charset = charset;
  }

  /**
   * A body without bytes.
   *
   * @return the empty body
   */
  public static Body empty() {
    return EMPTY;
  }

  /**
   * A body that was kept.
   *
   * @param bytes its bytes, which the caller must not change afterwards
   * @param charset what {@link #text()} decodes with
   * @return the body
   */
  public static Body of(byte[] bytes, Charset charset) {
    Objects.requireNonNull(charset, "charset");
    return new Body(Objects.requireNonNull(bytes, "bytes"), bytes.length, charset);
  }

  /**
   * A body that was counted and dropped.
   *
   * @param size its size in bytes
   * @return the body
   */
  public static Body dropped(long size) {
    return new Body(null, size, StandardCharsets.UTF_8);
  }

  /**
   * The number of bytes after decoding.
   *
   * @return the size in bytes, also where the body was not kept
   */
  public long size() {
    return size;
  }

  /**
   * Whether the bytes are here.
   *
   * @return false if the fetcher was configured to count bodies only
   */
  public boolean isKept() {
    return bytes != null;
  }

  /**
   * A copy of the bytes.
   *
   * @return a new array
   * @throws IllegalStateException if the body was not kept
   */
  public byte[] bytes() {
    return kept().clone();
  }

  /**
   * The bytes without a copy.
   *
   * @return a new read-only buffer over all bytes
   * @throws IllegalStateException if the body was not kept
   */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(kept()).asReadOnlyBuffer();
  }

  /**
   * The bytes as a stream, which need not be closed.
   *
   * @return a new stream
   * @throws IllegalStateException if the body was not kept
   */
  public InputStream stream() {
    return new ByteArrayInputStream(kept());
  }

  /**
   * The body as text, in the charset of Content-Type, else UTF-8; malformed input is replaced
   * (BODY-05).
   *
   * @return the decoded text
   * @throws IllegalStateException if the body was not kept
   */
  public String text() {
    return new String(kept(), charset);
  }

  /**
   * What {@link #text()} decodes with.
   *
   * @return the charset
   */
  public Charset charset() {
    return charset;
  }

  private byte[] kept() {
    if (bytes == null) {
      throw new IllegalStateException(
          "the body of "
              + size
              + " bytes was not kept: the fetcher was configured to count bodies");
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that
        && size == that.size
        && charset.equals(that.charset)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + Arrays.hashCode(bytes);
  }

  /** Shows the size only. */
  @Override
  public String toString() {
    return size + " bytes";
  }
}
