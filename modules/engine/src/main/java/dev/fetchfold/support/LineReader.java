package dev.fetchfold.support;

import dev.fetchfold.policy.WireFaults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a section whose bytes are counted, so that a peer that never ends it is stopped. An LF
 * ends a line, with or without a CR before it (RFC 9112 §2.2); what is strict about that asks
 * {@link #endedInCrlf()}.
 */
final class LineReader {
  private static final int USUAL_LINE = 128;
  private static final int LINE_END = 2;

  private byte[] line = new byte[USUAL_LINE];
  private int length;
  private boolean whole;
  private boolean crlf;
  private int most;
  private int taken;

  /**
   * Begins a section.
   *
   * @param most how many bytes it may have, the empty line that ends it not counted
   */
  void begin(int most) {
    this.most = most;
    taken = 0;
    startLine();
  }

  /** Bytes of this section so far. */
  int taken() {
    return taken;
  }

  /**
   * Takes bytes up to the end of the line.
   *
   * @return whether the line is whole; the next call begins another one then
   * @throws FaultException if the section is longer than it may be
   */
  boolean take(ByteBuffer in) throws FaultException {
    if (whole) {
      startLine();
    }
    while (!whole && in.hasRemaining()) {
      take(in.get());
    }
    return whole;
  }

  private void startLine() {
    length = 0;
    whole = false;
    crlf = false;
  }

  private void take(byte octet) throws FaultException {
    if (++taken - LINE_END > most) {
      throw new FaultException(
          WireFaults.invalid(
              "a header section, a trailer section or a line is over " + most + " bytes"));
    }
    if (octet == '\n') {
      whole = true;
      crlf = length > 0 && line[length - 1] == '\r';
      length -= crlf ? 1 : 0;
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = octet;
  }

  /** Bytes of the line so far; without its end once it is whole. */
  int length() {
    return length;
  }

  boolean endedInCrlf() {
    return crlf;
  }

  /** The byte at an index below {@link #length()}, 0 to 255. */
  int at(int index) {
    return line[index] & 0xff;
  }

  /** Some of the line, each byte one character. */
  String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
